import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, patch, post, readRun, remove, setState } from '../../setup/flow-runs.ts'
import { createDeployment, createLimit, readLimit } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun, setTaskState } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

/** Bodies that do not keep to the shape, where a route takes nearly everything. */
const BROKEN: readonly [string, Json][] = [
  ['/artifacts/count', { artifacts: 5 }],
  ['/artifacts/latest/count', { artifacts: { id: { any_: [] } } }],
  ['/concurrency_limits/filter', { limit: 'x' }],
  ['/concurrency_limits/filter', { offset: -1 }],
  ['/concurrency_limits/tag/none/reset', { slot_override: 'x' }],
  ['/flows/count', { flows: { color: 1 } }],
  ['/variables/count', { variables: { color: 1 } }],
]

const RUNS: readonly JsonObject[] = [
  { created_by: { operator: 'or_', id: { any_: [UNKNOWN] }, type: { any_: ['SCHEDULE'] } } },
  { created_by: { operator: 'and_', type: { any_: ['SCHEDULE'] } } },
  { parent_flow_run_id: { operator: 'or_', any_: [UNKNOWN] } },
  { parent_task_run_id: { operator: 'or_', any_: [UNKNOWN], is_null_: true } },
  { parent_task_run_id: { any_: [UNKNOWN], is_null_: true } },
  { work_queue_name: { operator: 'or_', any_: ['none'], is_null_: true } },
  { work_queue_name: { any_: ['none'], is_null_: true } },
]

const VARIABLES: readonly JsonObject[] = [
  { operator: 'or_', name: { any_: ['v-$(setup)'] }, tags: { all_: ['none'] } },
  { operator: 'and_', name: { any_: ['v-$(setup)'] }, tags: { all_: ['none'] } },
  { name: { any_: ['v-$(setup)'] }, tags: { operator: 'or_', all_: ['none'], is_null_: true } },
  { name: { any_: ['v-$(setup)'] }, tags: { all_: ['none'], is_null_: true } },
]

const COLLECTIONS: readonly JsonObject[] = [
  { artifacts: { flow_run_id: { any_: ['$(run)'] }, key: { exists_: true } } },
  { artifacts: { flow_run_id: { any_: ['$(run)'] }, key: { exists_: false } } },
  { artifacts: { operator: 'or_', key: { any_: ['a-$(setup)'] }, latest_id: { any_: [UNKNOWN] } } },
  { artifacts: { flow_run_id: { any_: ['$(run)'] } }, sort: 'KEY_ASC', limit: 1 },
  { artifacts: { flow_run_id: { any_: ['$(run)'] } }, sort: 'KEY_ASC', limit: 5, offset: 1 },
  { limit: 201 },
  { offset: -1 },
]

const NEIGHBOURS: readonly JsonObject[] = [
  { flow_runs: { id: { any_: ['$(run)'] } } },
  { task_runs: { id: { any_: ['$(task)'] } } },
  { deployments: { id: { any_: ['$(deployment)'] } } },
]

/** What can be changed, and how. */
const CHANGES: readonly [string, string, Step][] = [
  ['a flow', '/flows/$(flow)', patch('change', '/flows/$(flow)', { tags: ['x'] })],
  ['a flow run', '/flow_runs/$(other)', patch('change', '/flow_runs/$(other)', { tags: ['x'] })],
  [
    'the state of a flow run',
    '/flow_runs/$(other)',
    setState(state('RUNNING'), { of: 'other', name: 'change' }),
  ],
  [
    'the labels of a flow run',
    '/flow_runs/$(other)',
    patch('change', '/flow_runs/$(other)/labels', { a: 1 }),
  ],
  ['a task run', '/task_runs/$(task)', patch('change', '/task_runs/$(task)', { name: 'x' })],
  [
    'the state of a task run',
    '/task_runs/$(task)',
    setTaskState(state('COMPLETED'), { name: 'change', force: true }),
  ],
  [
    'a deployment',
    '/deployments/$(deployment)',
    patch('change', '/deployments/$(deployment)', { tags: ['x'] }),
  ],
  [
    'a pause of a deployment',
    '/deployments/$(deployment)',
    post('change', '/deployments/$(deployment)/pause_deployment'),
  ],
  ['a pool', '/work_pools/pool-$(setup)', patch('change', '/work_pools/pool-$(setup)', { description: 'x' })],
  [
    'a queue',
    '/work_pools/pool-$(setup)/queues/default',
    patch('change', '/work_pools/pool-$(setup)/queues/default', { description: 'x' }),
  ],
  ['a variable', '/variables/name/v-$(setup)', patch('change', '/variables/name/v-$(setup)', { value: 2 })],
  ['an artifact', '/artifacts/$(artifact a)', patch('change', '/artifacts/$(artifact a)', { data: 2 })],
  [
    'a limit',
    '/v2/concurrency_limits/global-$(setup)',
    patch('change', '/v2/concurrency_limits/global-$(setup)', { limit: 7 }),
  ],
]

const MISSING = ['increment', 'decrement'] as const

export const furtherFields: Group = {
  name: 'further-fields',
  about: 'Fields and refusals that the stories of other groups leave out.',
  setup: [
    createFlow(),
    createDeployment(),
    createRun({ deployment_id: '$(deployment)', state: state('RUNNING') }),
    createTaskRun({ state: state('RUNNING') }),
    createRun({}, { as: 'other' }),
    post('create variable', '/variables/', { name: 'v-$(unique)', value: 1 }),
    ...['a', 'b'].map((key) =>
      post(
        `create artifact ${key}`,
        '/artifacts/',
        {
          key: `${key}-$(unique)`,
          flow_run_id: '$(run)',
          data: 1,
        },
        { capture: { [`artifact ${key}`]: 'id' } },
      ),
    ),
    post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
    post('create global limit', '/v2/concurrency_limits/', { name: 'global-$(unique)', limit: 1 }),
  ],
  scenarios: [
    ...BROKEN.map(([path, body]) =>
      scenario(`${path} with ${JSON.stringify(body)}`, 'D1 D18 L2', post('read', path, body)),
    ),
    ...RUNS.map((filter) =>
      scenario(
        `flow runs by ${JSON.stringify(filter)}`,
        'D1 D7',
        post('read', '/flow_runs/filter', {
          flows: { id: { any_: ['$(flow)'] } },
          flow_runs: filter,
          sort: 'NAME_ASC',
        }),
      ),
    ),
    ...VARIABLES.map((filter) =>
      scenario(
        `variables by ${JSON.stringify(filter)}`,
        'D1 D5',
        post('read', '/variables/filter', { variables: filter }),
      ),
    ),
    ...COLLECTIONS.map((body) =>
      scenario(
        `newest artifacts by ${JSON.stringify(body)}`,
        'D1 D18',
        post('read', '/artifacts/latest/filter', { sort: 'KEY_ASC', ...body }),
      ),
    ),
    ...NEIGHBOURS.map((body) =>
      scenario(
        `the history of task runs by ${JSON.stringify(body)}`,
        'D11 D22',
        post(
          'read',
          '/task_runs/history',
          {
            flows: { id: { any_: ['$(flow)'] } },
            ...body,
            history_start: '$(now-3600)',
            history_end: '$(now+3600)',
            history_interval_seconds: 7200,
          },
          { seconds: ['[*].states[*].sum_estimated_run_time', '[*].states[*].sum_estimated_lateness'] },
        ),
      ),
    ),
    ...CHANGES.map(([name, path, change]) =>
      scenario(
        `a change dates ${name}`,
        'A28',
        get('read', path, { capture: { before: 'updated' } }),
        change,
        get('read it again', path, { expect: [{ at: 'updated', above: '$(before)' }] }),
      ),
    ).map((one): Scenario => ({ ...one, alone: true })),
    scenario(
      'labels that are none',
      'C10 L2',
      createRun(),
      patch('change', '/flow_runs/$(run)/labels', 'x'),
      patch('change to nothing', '/flow_runs/$(run)/labels', {}),
      readRun(),
    ),
    scenario(
      'a variable is changed by its name',
      'J16',
      post('create', '/variables/', { name: 'own-$(unique)', value: 1, tags: ['a'] }),
      patch('change', '/variables/name/own-$(unique)', {
        name: 'new-$(unique)',
        tags: ['b'],
        value: { n: 2 },
      }),
      get('read', '/variables/name/new-$(unique)'),
      patch('take a name that is taken', '/variables/name/new-$(unique)', { name: 'v-$(setup)' }),
      patch('change badly', '/variables/name/new-$(unique)', { name: 'A B' }),
      patch('change what it has not', '/variables/name/new-$(unique)', { color: 1 }),
    ),
    scenario(
      'runs in bulk of a deployment that is not there',
      'C40',
      post('create', `/deployments/${UNKNOWN}/create_flow_run/bulk`, [{}]),
      post('create none', `/deployments/${UNKNOWN}/create_flow_run/bulk`, []),
    ),
    scenario(
      'reserved pools',
      'E39',
      patch('change', '/work_pools/prefect-x', { description: 'd' }),
      patch('limit', '/work_pools/prefect-x', { concurrency_limit: 5 }),
      patch('pause', '/work_pools/Prefect-x', { is_paused: true }),
      remove('delete', '/work_pools/prefect-x'),
    ),
    ...MISSING.map((verb) =>
      scenario(
        `limits that are not there are not made by an ${verb}`,
        'F3 F4',
        ...[true, false].map((create_if_missing) =>
          post(`${verb}, ${create_if_missing}`, `/v2/concurrency_limits/${verb}`, {
            names: [`none-${create_if_missing}-$(unique)`],
            slots: 1,
            create_if_missing,
          }),
        ),
        get('read', '/v2/concurrency_limits/none-true-$(unique)'),
      ),
    ),
    scenario(
      'a limit of nothing learns nothing from a slot that is given back',
      'F4',
      createLimit('limit', 0),
      post('give back', '/v2/concurrency_limits/decrement', {
        names: ['limit-$(unique)'],
        slots: 1,
        occupancy_seconds: 5,
      }),
      readLimit('limit'),
    ),
    scenario(
      'a tag that is named twice is taken once',
      'F14',
      post('create', '/concurrency_limits/', { tag: 'tag-$(unique)', concurrency_limit: 1 }),
      post('take', '/concurrency_limits/increment', {
        names: ['tag-$(unique)', 'tag-$(unique)'],
        task_run_id: '$(task)',
      }),
      get('read', '/concurrency_limits/tag/tag-$(unique)'),
    ),
    scenario(
      'a state that names a lease',
      'A5 B1',
      createLimit('limit', 1),
      createRun({
        state: state('RUNNING', { details: { deployment_concurrency_lease_id: UNKNOWN } }),
      }),
      readRun(),
      readLimit('limit'),
    ),
  ],
}
