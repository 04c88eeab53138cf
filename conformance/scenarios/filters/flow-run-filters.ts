import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

/** Runs that differ in everything that a filter can ask for. */
const setup: readonly Step[] = [
  createFlow(),
  createFlow('other', { tags: ['nightly'] }),
  post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
  createDeployment({ tags: ['prod'], work_pool_name: 'pool-$(unique)' }),
  createRun(
    {
      name: 'Alpha-$(unique)',
      tags: ['a', 'b'],
      flow_version: '1',
      idempotency_key: 'key-1',
      state: state('SCHEDULED', { details: { scheduled_time: '2031-01-01T00:00:00Z' } }),
    },
    { as: 'alpha' },
  ),
  createRun(
    {
      name: 'beta_x-$(unique)',
      tags: ['b'],
      flow_version: '2',
      idempotency_key: 'key-2',
      state: state('RUNNING'),
    },
    { as: 'beta' },
  ),
  createRun({ name: 'gamma%-$(unique)', tags: [], state: state('PENDING') }, { as: 'gamma' }),
  setState(state('RUNNING'), { of: 'gamma', name: 'start gamma' }),
  setState(state('COMPLETED', { name: 'Cached' }), { of: 'gamma', name: 'complete gamma' }),
  createRun(
    {
      name: 'delta-$(unique)',
      tags: ['a'],
      deployment_id: '$(deployment)',
      work_pool_name: 'pool-$(unique)',
      state: state('SCHEDULED', { name: 'Late', details: { scheduled_time: '2030-01-01T00:00:00Z' } }),
    },
    { as: 'delta' },
  ),
  createTaskRun(
    { flow_run_id: '$(beta)', name: 'wrapper-$(unique)', state: state('RUNNING') },
    { as: 'wrapper' },
  ),
  createRun(
    { name: 'child-$(unique)', tags: ['a', 'c'], parent_task_run_id: '$(wrapper)', state: state('FAILED') },
    { as: 'child' },
  ),
  createRun(
    { name: 'else-$(unique)', flow_id: '$(other)', state: state('CRASHED'), tags: ['A'] },
    { as: 'else' },
  ),
  createTaskRun(
    { flow_run_id: '$(else)', name: 'lone-$(unique)', tags: ['t'], state: state('COMPLETED') },
    { as: 'lone' },
  ),
]

/** Only the runs of the setup, whatever else is there. */
const MINE = { flows: { id: { any_: ['$(flow)', '$(other)'] } } }

/** How a list is read: by name, since ids are not the same on two servers. */
const read = (name: string, body: JsonObject): Step =>
  post(name, '/flow_runs/filter', { sort: 'NAME_ASC', ...MINE, ...body })

const FILTERS: readonly [string, Json][] = [
  ['empty', {}],
  ['null', null],
  ['id any', { id: { any_: ['$(alpha)', '$(beta)', UNKNOWN] } }],
  ['id any of none', { id: { any_: [] } }],
  ['id any null', { id: { any_: null } }],
  ['id not any', { id: { not_any_: ['$(alpha)', UNKNOWN] } }],
  ['id not any of none', { id: { not_any_: [] } }],
  ['id any and not any', { id: { any_: ['$(alpha)', '$(beta)'], not_any_: ['$(alpha)'] } }],
  ['id empty', { id: {} }],
  ['name any', { name: { any_: ['Alpha-$(setup)', 'nothing'] } }],
  ['name any in another case', { name: { any_: ['alpha-$(setup)'] } }],
  ['name like', { name: { like_: 'TA' } }],
  ['name like with a wildcard', { name: { like_: 'ma%-' } }],
  ['name like with an underscore', { name: { like_: '_x-' } }],
  ['name like empty', { name: { like_: '' } }],
  ['name any and like', { name: { any_: ['Alpha-$(setup)', 'delta-$(setup)'], like_: 'del' } }],
  ['tags all', { tags: { all_: ['a', 'b'] } }],
  ['tags all of one', { tags: { all_: ['a'] } }],
  ['tags all of none', { tags: { all_: [] } }],
  ['tags any', { tags: { any_: ['b', 'c'] } }],
  ['tags any of none', { tags: { any_: [] } }],
  ['tags none', { tags: { is_null_: true } }],
  ['tags some', { tags: { is_null_: false } }],
  ['tags all or none', { tags: { operator: 'or_', all_: ['b'], is_null_: true } }],
  ['tags all and any', { tags: { all_: ['a'], any_: ['c', 'b'] } }],
  ['tags in another case', { tags: { all_: ['A'] } }],
  ['deployment any', { deployment_id: { any_: ['$(deployment)'] } }],
  ['deployment none', { deployment_id: { is_null_: true } }],
  ['deployment some', { deployment_id: { is_null_: false } }],
  ['deployment any or none', { deployment_id: { operator: 'or_', any_: ['$(deployment)'], is_null_: true } }],
  ['work queue any', { work_queue_name: { any_: ['default'] } }],
  ['work queue none', { work_queue_name: { is_null_: true } }],
  ['work queue some', { work_queue_name: { is_null_: false } }],
  ['state type any', { state: { type: { any_: ['RUNNING', 'FAILED'] } } }],
  ['state type any of none', { state: { type: { any_: [] } } }],
  ['state type not any', { state: { type: { not_any_: ['RUNNING', 'FAILED'] } } }],
  ['state type any and not any', { state: { type: { any_: ['RUNNING', 'FAILED'], not_any_: ['FAILED'] } } }],
  ['state name any', { state: { name: { any_: ['Late', 'Cached', 'late'] } } }],
  ['state name not any', { state: { name: { not_any_: ['Late', 'Cached'] } } }],
  ['state name any and not any', { state: { name: { any_: ['Late', 'Cached'], not_any_: ['Late'] } } }],
  ['state type and name', { state: { type: { any_: ['SCHEDULED'] }, name: { any_: ['Late', 'Cached'] } } }],
  [
    'state type or name',
    { state: { operator: 'or_', type: { any_: ['RUNNING'] }, name: { any_: ['Late', 'Cached'] } } },
  ],
  ['state empty', { state: {} }],
  ['flow version any', { flow_version: { any_: ['1', '3'] } }],
  ['start before', { start_time: { before_: '2030-06-01T00:00:00Z' } }],
  ['start after', { start_time: { after_: '2030-06-01T00:00:00Z' } }],
  [
    'start at an instant',
    { start_time: { after_: '2030-01-01T00:00:00Z', before_: '2030-01-01T00:00:00Z' } },
  ],
  ['start none', { start_time: { is_null_: true } }],
  ['start some', { start_time: { is_null_: false } }],
  ['start none and before', { start_time: { is_null_: true, before_: '2030-06-01T00:00:00Z' } }],
  ['end before', { end_time: { before_: '2031-01-01T00:00:00Z' } }],
  ['end after', { end_time: { after_: '2031-01-01T00:00:00Z' } }],
  ['end none', { end_time: { is_null_: true } }],
  ['end some', { end_time: { is_null_: false } }],
  ['expected start before', { expected_start_time: { before_: '2030-01-01T00:00:00Z' } }],
  ['expected start after', { expected_start_time: { after_: '2030-01-01T00:00:00.000001Z' } }],
  ['expected start after, another zone', { expected_start_time: { after_: '2030-12-31T23:30:00-01:00' } }],
  ['expected start after, no zone', { expected_start_time: { after_: '2031-01-01T00:00:00' } }],
  ['next start before', { next_scheduled_start_time: { before_: '2030-06-01T00:00:00Z' } }],
  ['next start after', { next_scheduled_start_time: { after_: '2030-06-01T00:00:00Z' } }],
  ['parent flow run any', { parent_flow_run_id: { any_: ['$(beta)'] } }],
  ['parent flow run any of none', { parent_flow_run_id: { any_: [] } }],
  ['parent flow run any unknown', { parent_flow_run_id: { any_: [UNKNOWN] } }],
  ['parent task run any', { parent_task_run_id: { any_: ['$(wrapper)'] } }],
  ['parent task run none', { parent_task_run_id: { is_null_: true } }],
  ['parent task run some', { parent_task_run_id: { is_null_: false } }],
  ['idempotency key any', { idempotency_key: { any_: ['key-1', 'key-9'] } }],
  ['idempotency key not any', { idempotency_key: { not_any_: ['key-1'] } }],
  ['created by none', { created_by: { is_null_: true } }],
  ['created by some', { created_by: { is_null_: false } }],
  ['created by type', { created_by: { type_: ['SCHEDULE'] } }],
  ['created by id', { created_by: { id_: [UNKNOWN] } }],
  [
    'several at once',
    { tags: { all_: ['a'] }, state: { type: { any_: ['SCHEDULED'] } }, deployment_id: { is_null_: true } },
  ],
  ['one of several', { operator: 'or_', tags: { all_: ['c'] }, name: { like_: 'beta' } }],
  [
    'one of several that nest',
    {
      operator: 'or_',
      name: { like_: 'alpha' },
      state: { operator: 'or_', type: { any_: ['CRASHED'] }, name: { any_: ['Cached'] } },
    },
  ],
  ['nothing, one of several', { operator: 'or_' }],
]

const REFUSED: readonly [string, Json][] = [
  ['an unknown key', { color: { any_: [] } }],
  ['an unknown operator', { operator: 'not_' }],
  ['an unknown criterion', { name: { any: ['x'] } }],
  ['a bad id', { id: { any_: ['x'] } }],
  ['a text for a list', { id: { any_: 'x' } }],
  ['a bad state type', { state: { type: { any_: ['SLEEPING'] } } }],
  ['a bad date', { start_time: { before_: 'x' } }],
  ['a bad flag', { tags: { is_null_: 'x' } }],
  ['a number for a name', { name: { like_: 5 } }],
  ['null in a list', { name: { any_: [null] } }],
  ['a list', []],
  ['a text', 'x'],
  ['several mistakes', { id: { any_: ['x', 'y'] }, state: { type: { any_: ['A'] } }, color: 1 }],
]

/** Filters of other kinds beside. */
const CROSS: readonly [string, JsonObject][] = [
  ['flows by name', { flows: { name: { like_: 'other' } } }],
  ['flows by tag', { flows: { tags: { all_: ['nightly'] } } }],
  ['flows empty', { flows: {}, flow_runs: { name: { like_: '$(setup)' } } }],
  ['task runs empty', { task_runs: {} }],
  ['task runs by name', { task_runs: { name: { like_: 'lone' } } }],
  ['task runs by state', { task_runs: { state: { type: { any_: ['RUNNING'] } } } }],
  ['task runs that wrap', { task_runs: { subflow_runs: { exists_: true } } }],
  ['task runs and flows', { task_runs: { tags: { all_: ['t'] } }, flows: { id: { any_: ['$(other)'] } } }],
  ['deployments empty', { deployments: {} }],
  ['deployments by tag', { deployments: { tags: { all_: ['prod'] } } }],
  ['deployments by another tag', { deployments: { tags: { all_: ['test'] } } }],
  ['work pools empty', { work_pools: {} }],
  ['work pools by name', { work_pools: { name: { any_: ['pool-$(setup)'] } } }],
  ['work pools by type', { work_pools: { type: { any_: ['docker'] } } }],
  ['work queues by name', { work_pool_queues: { name: { any_: ['default'] } } }],
  ['work queues by prefix', { work_pool_queues: { name: { startswith_: ['DEF', 'x'] } } }],
  ['work queues under another key', { work_queues: { name: { any_: ['nothing'] } } }],
  ['an unknown key beside', { color: 'red' }],
  [
    'null for all',
    { flows: null, task_runs: null, deployments: null, flow_runs: { name: { like_: '$(setup)' } } },
  ],
]

const filtered = ([name, filter]: readonly [string, Json]): Scenario =>
  scenario(
    `filter ${name}`,
    'D1 D2 D3 D4 D5 D6 D7',
    read('read', { flow_runs: filter }),
    post('count', '/flow_runs/count', { ...MINE, flow_runs: filter }),
  )

const SORTS = [
  'START_TIME_ASC',
  'START_TIME_DESC',
  'EXPECTED_START_TIME_ASC',
  'EXPECTED_START_TIME_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'END_TIME_DESC',
  'NEXT_SCHEDULED_START_TIME_ASC',
]
/** Each run has another value there, so that the order is the same everywhere. */
const ORDERED: JsonObject = {
  START_TIME_ASC: {},
  START_TIME_DESC: {},
  EXPECTED_START_TIME_ASC: {},
  EXPECTED_START_TIME_DESC: {},
  NAME_ASC: {},
  NAME_DESC: {},
  END_TIME_DESC: { end_time: { is_null_: false } },
  NEXT_SCHEDULED_START_TIME_ASC: { next_scheduled_start_time: { after_: '2020-01-01T00:00:00Z' } },
}

export const flowRunFilters: Group = {
  name: 'flow-run-filters',
  about: 'Every operator of the filters of flow runs, sorting and counting.',
  setup,
  scenarios: [
    ...FILTERS.map(filtered),
    ...REFUSED.map(([name, filter]) =>
      scenario(
        `a filter with ${name} is refused`,
        'D1 L2',
        read('read', { flow_runs: filter }),
        post('count', '/flow_runs/count', { flow_runs: filter }),
      ),
    ),
    ...CROSS.map(([name, body]) =>
      scenario(
        `beside: ${name}`,
        'D9 D11 D12',
        read('read', body),
        post('count', '/flow_runs/count', { ...MINE, ...body }),
      ),
    ),
    ...SORTS.map((sort) =>
      scenario(`sort by ${sort}`, 'D17', read('read', { sort, flow_runs: ORDERED[sort] as Json })),
    ),
    scenario('sort by ID_DESC', 'D17', {
      ...read('read', { sort: 'ID_DESC' }),
      lists: [{ at: '', by: 'name', descendingIds: true }],
    }),
    scenario('no sort is ID_DESC', 'D17', {
      ...post('read', '/flow_runs/filter', MINE),
      lists: [{ at: '', by: 'name', descendingIds: true }],
    }),
    scenario('an unknown sort is refused', 'D17 L2', read('read', { sort: 'COLOR_ASC' })),
  ],
}
