import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun, setTaskState } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const setup: readonly Step[] = [
  createFlow(),
  createFlow('other'),
  createDeployment({ tags: ['prod'] }),
  createRun({ state: state('RUNNING'), tags: ['x'] }),
  createRun(
    { flow_id: '$(other)', deployment_id: '$(deployment)', state: state('RUNNING') },
    { as: 'second' },
  ),
  createTaskRun(
    { name: 'Load-$(unique)', task_key: 'a', tags: ['a', 'b'], state: state('PENDING') },
    { as: 'load' },
  ),
  setTaskState(state('RUNNING'), { of: 'load', name: 'start load' }),
  setTaskState(state('COMPLETED', { name: 'Cached' }), { of: 'load', name: 'complete load' }),
  createTaskRun(
    { name: 'save_x-$(unique)', task_key: 'b', tags: ['b'], state: state('RUNNING') },
    { as: 'save' },
  ),
  createTaskRun(
    {
      name: 'later-$(unique)',
      task_key: 'c',
      state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }),
    },
    { as: 'later' },
  ),
  createTaskRun({ name: 'wrap-$(unique)', task_key: 'd', state: state('FAILED') }, { as: 'wrap' }),
  createRun({ parent_task_run_id: '$(wrap)' }, { as: 'child' }),
  createTaskRun(
    { name: 'far-$(unique)', flow_run_id: '$(second)', tags: ['a'], state: state('CRASHED') },
    { as: 'far' },
  ),
  createTaskRun({ name: 'alone-$(unique)', flow_run_id: null, state: state('PENDING') }, { as: 'alone' }),
]

const ALL = { name: { like_: '$(setup)' } }
const read = (body: JsonObject): Step => post('read', '/task_runs/filter', { sort: 'NAME_ASC', ...body })
const count = (body: JsonObject): Step => post('count', '/task_runs/count', body)

const FILTERS: readonly [string, JsonObject][] = [
  ['nothing more', {}],
  ['id any', { id: { any_: ['$(load)', UNKNOWN] } }],
  ['id any of none', { id: { any_: [] } }],
  ['name any', { name: { any_: ['Load-$(setup)'] } }],
  ['name like', { name: { like_: '_X-$(setup)' } }],
  ['tags all', { tags: { all_: ['b'] } }],
  ['tags all of two', { tags: { all_: ['a', 'b'] } }],
  ['tags none', { tags: { is_null_: true } }],
  ['tags some', { tags: { is_null_: false } }],
  ['tags all or none', { tags: { operator: 'or_', all_: ['a'], is_null_: true } }],
  ['state type any', { state: { type: { any_: ['RUNNING', 'CRASHED'] } } }],
  ['state name any', { state: { name: { any_: ['Cached'] } } }],
  [
    'state type and name',
    { state: { type: { any_: ['COMPLETED', 'RUNNING'] }, name: { any_: ['Cached'] } } },
  ],
  [
    'state type or name',
    { state: { operator: 'or_', type: { any_: ['RUNNING'] }, name: { any_: ['Cached'] } } },
  ],
  ['start before', { start_time: { before_: '2030-01-01T00:00:00Z' } }],
  ['start after', { start_time: { after_: '2030-01-01T00:00:00Z' } }],
  ['start none', { start_time: { is_null_: true } }],
  ['start some', { start_time: { is_null_: false } }],
  ['end before', { end_time: { before_: '2030-01-01T00:00:00Z' } }],
  ['end after', { end_time: { after_: '2030-01-01T00:00:00Z' } }],
  ['end none', { end_time: { is_null_: true } }],
  ['end some', { end_time: { is_null_: false } }],
  ['expected start before', { expected_start_time: { before_: '2029-01-01T00:00:00Z' } }],
  ['expected start after', { expected_start_time: { after_: '2030-01-01T00:00:00Z' } }],
  ['subflows', { subflow_runs: { exists_: true } }],
  ['no subflows', { subflow_runs: { exists_: false } }],
  ['flow run any', { flow_run_id: { any_: ['$(second)'] } }],
  ['flow run any of none', { flow_run_id: { any_: [] } }],
  ['flow run empty', { flow_run_id: {} }],
  ['flow run none', { flow_run_id: { is_null_: true } }],
  ['flow run none and any', { flow_run_id: { is_null_: true, any_: ['$(run)'] } }],
  ['flow run some', { flow_run_id: { is_null_: false } }],
  ['flow run or', { flow_run_id: { operator: 'or_', is_null_: true, any_: ['$(run)'] } }],
]

/** `or_` would let in rows of others, so these name no rows by the setup alone. */
const OR_FILTERS: readonly [string, JsonObject][] = [
  ['one of two', { operator: 'or_', id: { any_: ['$(load)'] }, name: { any_: ['far-$(setup)'] } }],
  ['one of a list and none', { operator: 'or_', id: { any_: ['$(load)'] }, name: { any_: [] } }],
]

const CROSS: readonly [string, JsonObject][] = [
  ['flow runs empty', { flow_runs: {} }],
  ['flow runs by id', { flow_runs: { id: { any_: ['$(run)'] } } }],
  ['flow runs by tag', { flow_runs: { tags: { all_: ['x'] } } }],
  ['flows by id', { flows: { id: { any_: ['$(other)'] } } }],
  ['flows empty', { flows: {} }],
  ['deployments by tag', { deployments: { tags: { all_: ['prod'] } } }],
  ['deployments empty', { deployments: {} }],
  [
    'flow runs and flows that do not meet',
    { flow_runs: { id: { any_: ['$(run)'] } }, flows: { id: { any_: ['$(other)'] } } },
  ],
]

const REFUSED: readonly [string, Json][] = [
  ['an unknown key', { color: 1 }],
  ['a criterion of flow runs', { id: { not_any_: [] } }],
  ['a bad id', { id: { any_: ['x'] } }],
  ['a bad state', { state: { type: { any_: ['X'] } } }],
  ['a bad flag', { subflow_runs: { exists_: 'x' } }],
  ['a list', []],
]

const SORTS: readonly [string, JsonObject][] = [
  ['NAME_ASC', {}],
  ['NAME_DESC', {}],
  ['EXPECTED_START_TIME_ASC', {}],
  ['EXPECTED_START_TIME_DESC', {}],
  ['NEXT_SCHEDULED_START_TIME_ASC', { state: { type: { any_: ['SCHEDULED'] } } }],
  ['END_TIME_DESC', { end_time: { is_null_: false } }],
]

export const taskRunFilters: Group = {
  name: 'task-run-filters',
  about: 'Every operator of the filters of task runs, sorting and counting.',
  setup,
  scenarios: [
    ...FILTERS.map(([name, filter]) =>
      scenario(
        `filter ${name}`,
        'D1 D2 D3 D8',
        read({ task_runs: { ...ALL, ...filter } }),
        count({ task_runs: { ...ALL, ...filter } }),
      ),
    ),
    ...OR_FILTERS.map(([name, filter]) =>
      scenario(`filter ${name}`, 'D1', read({ task_runs: filter }), count({ task_runs: filter })),
    ),
    ...CROSS.map(([name, body]) =>
      scenario(
        `beside: ${name}`,
        'D11 D13',
        read({ task_runs: ALL, ...body }),
        count({ task_runs: ALL, ...body }),
      ),
    ),
    ...REFUSED.map(([name, filter]) =>
      scenario(
        `a filter with ${name} is refused`,
        'D1 L2',
        read({ task_runs: filter }),
        count({ task_runs: filter }),
      ),
    ),
    ...SORTS.map(([sort, filter]) =>
      scenario(`sort by ${sort}`, 'D17', read({ sort, task_runs: { ...ALL, ...filter } })),
    ),
    scenario('sort by ID_DESC', 'D17', {
      ...read({ sort: 'ID_DESC', task_runs: ALL }),
      lists: [{ at: '', by: 'name', descendingIds: true }],
    }),
  ],
}
