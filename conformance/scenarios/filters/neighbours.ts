import type { JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, createRun, get, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const POOL = 'pool-$(setup)'

/** Lists whose filters meet those of their neighbours, and what bodies they take besides. */
const LISTS: readonly [string, JsonObject][] = [
  ['/deployments/paginate', {}],
  ['/deployments/filter', {}],
  ['/deployments/count', {}],
  ['/flow_runs/paginate', { sort: 'NAME_ASC' }],
  ['/flow_runs/lateness', {}],
  ['/flows/paginate', {}],
  ['/flows/filter', {}],
  ['/task_runs/paginate', {}],
  ['/artifacts/latest/count', {}],
  ['/artifacts/latest/filter', {}],
  ['/work_pools/filter', {}],
  ['/work_pools/count', {}],
]

const FILTERS: readonly [string, JsonObject][] = [
  ['flows', { flows: { id: { any_: ['$(flow)'] } } }],
  ['flow_runs', { flow_runs: { id: { any_: ['$(run)'] } } }],
  ['task_runs', { task_runs: { id: { any_: ['$(task)'] } } }],
  ['deployments', { deployments: { id: { any_: ['$(deployment)'] } } }],
  ['work_pools', { work_pools: { name: { any_: [POOL] } } }],
  ['work_pool_queues', { work_pool_queues: { name: { any_: ['queue-$(setup)'] } } }],
]

/** What a list of the path can be narrowed by. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '/deployments/paginate': [
    'flows',
    'flow_runs',
    'task_runs',
    'deployments',
    'work_pools',
    'work_pool_queues',
  ],
  '/deployments/filter': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools', 'work_pool_queues'],
  '/deployments/count': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools', 'work_pool_queues'],
  '/flow_runs/paginate': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools', 'work_pool_queues'],
  '/flow_runs/lateness': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools', 'work_pool_queues'],
  '/flows/paginate': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools'],
  '/flows/filter': ['flows', 'flow_runs', 'task_runs', 'deployments', 'work_pools'],
  '/task_runs/paginate': ['flows', 'flow_runs', 'task_runs', 'deployments'],
  '/artifacts/latest/count': ['flows', 'flow_runs', 'task_runs', 'deployments'],
  '/artifacts/latest/filter': ['flows', 'flow_runs', 'task_runs', 'deployments'],
  '/work_pools/filter': ['work_pools'],
  '/work_pools/count': ['work_pools'],
}

/** Keeps to what the setup made. */
function rowsOfSetup(path: string): JsonObject {
  if (path.startsWith('/work_pools')) return {}
  return path.startsWith('/artifacts')
    ? { artifacts: { key: { like_: '$(setup)' } } }
    : { flows: { name: { like_: '$(setup)' } } }
}

const OPERATORS: readonly [string, JsonObject][] = [
  ['deployments', { operator: 'or_', id: { any_: ['$(deployment)'] }, name: { any_: ['none'] } }],
  ['deployments', { id: { any_: ['$(deployment)'] }, tags: { operator: 'or_', any_: ['a'], all_: ['z'] } }],
  ['flows', { operator: 'or_', id: { any_: ['$(flow)'] }, name: { any_: ['none'] } }],
  ['flows', { operator: 'not_', id: { any_: ['$(flow)'] } }],
  ['flows', { id: { any_: ['$(flow)'] }, tags: { operator: 'or_', all_: ['a'], is_null_: true } }],
  ['flows', { id: { any_: ['$(flow)'] }, deployment: { operator: 'or_', is_null_: false } }],
  ['work_pools', { operator: 'or_', name: { any_: [POOL] }, type: { any_: ['none'] } }],
  ['work_pools', { id: { any_: ['$(pool)'] } }],
  ['work_pool_queues', { operator: 'or_', id: { any_: ['$(queue)'] }, name: { any_: ['none'] } }],
  ['work_pool_queues', { id: { any_: ['$(queue)'] } }],
]

export const neighbours: Group = {
  name: 'neighbours',
  about: 'Lists narrowed by what belongs to their rows.',
  setup: [
    createFlow('flow', { tags: ['a'] }),
    post(
      'create pool',
      '/work_pools/',
      { name: 'pool-$(unique)', type: 'process' },
      { capture: { pool: 'id' } },
    ),
    createDeployment({ work_pool_name: 'pool-$(unique)', work_queue_name: 'queue-$(unique)', tags: ['a'] }),
    get('read its queue', '/work_pools/pool-$(unique)/queues/queue-$(unique)', { capture: { queue: 'id' } }),
    createDeploymentRun({ state: state('RUNNING') }),
    createTaskRun({ state: state('RUNNING') }),
    createRun({}, { as: 'other' }),
    post('create artifact', '/artifacts/', {
      key: 'report-$(unique)',
      flow_run_id: '$(run)',
      task_run_id: '$(task)',
      data: 1,
    }),
  ],
  scenarios: [
    ...LISTS.flatMap(([path, body]) =>
      FILTERS.filter(([key]) => KEYS[path]?.includes(key)).map(([key, filter]) =>
        scenario(
          `${path} narrowed by ${key}`,
          'D11 D15 D18',
          post(
            'read',
            path,
            { ...body, ...rowsOfSetup(path), ...filter },
            { vary: path.endsWith('lateness') ? [''] : [] },
          ),
        ),
      ),
    ),
    ...OPERATORS.map(([key, filter]) =>
      scenario(
        `deployments by ${key} ${JSON.stringify(filter)}`,
        'D1 D11',
        post('read', '/deployments/filter', {
          sort: 'NAME_ASC',
          deployments: { id: { any_: ['$(deployment)'] } },
          [key]: filter,
        }),
        post('count', '/deployments/count', {
          deployments: { id: { any_: ['$(deployment)'] } },
          [key]: filter,
        }),
      ),
    ),
  ],
}
