import type { JsonObject } from '@reeve/wire'
import { type Group, type Scenario, type Step, scenario } from '../framework/scenario.ts'
import {
  createDeploymentRun,
  createFlow,
  createRun,
  get,
  patch,
  post,
  readRun,
  setState,
} from '../setup/flow-runs.ts'
import { createDeployment } from '../setup/limits.ts'
import { state } from '../setup/states.ts'
import { createTaskRun } from '../setup/task-runs.ts'

const and = (filter: JsonObject): JsonObject => ({ operator: 'and_', ...filter })
const anyOf = (...ids: string[]): JsonObject => ({ any_: ids })

const MINE = { flows: and({ id: anyOf('$(flow)') }) }
const RECENT = { after_: '$(now-86400)', before_: '$(now+86400)' }
const POOL = 'pool-$(setup)'
const PLAIN = { work_pools: and({ name: { any_: [POOL] } }) }
/** The states of the filter "all except scheduled". */
const NOT_SCHEDULED = [
  'Late',
  'AwaitingRetry',
  'Pending',
  'Paused',
  'Running',
  'Completed',
  'Failed',
  'TimedOut',
]
const FINISHED = and({ type: { any_: ['COMPLETED', 'FAILED', 'CRASHED'] } })
const SHOWN_ARTIFACTS = { type: { not_any_: ['result'] } }

/** What a page lists or counts, where it asks for it, and with what body. */
const LISTS: readonly [string, string, JsonObject][] = [
  [
    'runs of a flow',
    '/flow_runs/paginate',
    { page: 1, limit: 10, sort: 'NAME_ASC', ...MINE, flow_runs: { name: {}, state: { name: {} } } },
  ],
  [
    'runs of a deployment that are not scheduled',
    '/flow_runs/paginate',
    {
      page: 1,
      limit: 10,
      sort: 'START_TIME_DESC',
      deployments: and({ id: anyOf('$(deployment)') }),
      flow_runs: { name: {}, state: { name: { any_: NOT_SCHEDULED } }, tags: and({ all_: [] }) },
    },
  ],
  [
    'runs that no other run started',
    '/flow_runs/paginate',
    {
      page: 1,
      limit: 100,
      sort: 'NAME_ASC',
      ...MINE,
      flow_runs: and({ parent_task_run_id: and({ is_null_: true }), expected_start_time: RECENT }),
    },
  ],
  [
    'runs of a queue that come next',
    '/flow_runs/paginate',
    {
      page: 1,
      limit: 5,
      sort: 'EXPECTED_START_TIME_ASC',
      ...PLAIN,
      work_pool_queues: and({ name: { any_: ['queue-$(setup)'] } }),
      flow_runs: and({ state: and({ name: { any_: ['Scheduled'] } }) }),
    },
  ],
  [
    'the last run of a flow',
    '/flow_runs/filter',
    {
      ...MINE,
      flow_runs: { expected_start_time: { before_: '$(now+60)' } },
      sort: 'EXPECTED_START_TIME_DESC',
      limit: 1,
      offset: 0,
    },
  ],
  [
    'runs within a run that have not ended',
    '/flow_runs/filter',
    {
      flow_runs: and({
        parent_flow_run_id: and(anyOf('$(run)')),
        state: and({ type: { any_: ['RUNNING', 'SCHEDULED', 'PENDING', 'PAUSED'] } }),
      }),
      sort: 'START_TIME_DESC',
      limit: 100,
      offset: 0,
    },
  ],
  [
    'runs of a pool that ended, with what a list knows besides',
    '/flow_runs/count',
    {
      sort: 'ID_DESC',
      offset: 0,
      ...PLAIN,
      flow_runs: and({ expected_start_time: RECENT, state: FINISHED }),
    },
  ],
  [
    'late runs of a pool',
    '/flow_runs/count',
    { ...PLAIN, flow_runs: { state: { name: { any_: ['late'] } }, expected_start_time: RECENT } },
  ],
  [
    'task runs of a run by name',
    '/task_runs/paginate',
    {
      task_runs: and({
        flow_run_id: and({ any_: ['$(run)'], is_null_: false }),
        subflow_runs: { exists_: false },
        name: { like_: 'task' },
      }),
      sort: 'EXPECTED_START_TIME_DESC',
      page: 1,
      limit: 20,
    },
  ],
  [
    'task runs that ended',
    '/task_runs/count',
    { task_runs: and({ subflow_runs: { exists_: false }, start_time: RECENT, state: FINISHED }), ...MINE },
  ],
  ['task runs of no ids', '/task_runs/filter', { task_runs: { id: anyOf(), operator: 'or_' }, offset: 0 }],
  ['task runs of an empty id', '/task_runs/filter', { task_runs: and({ id: anyOf('') }), offset: 0 }],
  [
    'deployments of a flow with nothing typed',
    '/deployments/paginate',
    {
      sort: 'NAME_ASC',
      page: 1,
      limit: 10,
      ...MINE,
      deployments: and({ flow_or_deployment_name: {}, tags: and({ all_: [] }) }),
    },
  ],
  [
    'deployments by what was typed',
    '/deployments/filter',
    {
      offset: 0,
      limit: 10,
      sort: 'NAME_DESC',
      deployments: and({ flow_or_deployment_name: { like_: '$(setup)' }, tags: and({ all_: [] }) }),
    },
  ],
  [
    'deployments of a flow that is no id',
    '/deployments/paginate',
    { page: 1, limit: 10, flows: and({ id: anyOf('not-a-uuid') }) },
  ],
  [
    'flows by what was typed',
    '/flows/paginate',
    { flows: { name: { like_: '$(setup)' } }, sort: 'NAME_ASC', page: 1 },
  ],
  [
    'flows of failed runs',
    '/flows/paginate',
    {
      flow_runs: { state: { type: { any_: ['FAILED'] } }, expected_start_time: RECENT },
      ...MINE,
      sort: 'UPDATED_DESC',
    },
  ],
  [
    'artifacts of a run but for results',
    '/artifacts/filter',
    { artifacts: and({ flow_run_id: anyOf('$(run)'), ...SHOWN_ARTIFACTS }), sort: 'ID_DESC', offset: 0 },
  ],
  [
    'the latest artifacts of any type',
    '/artifacts/latest/filter',
    { artifacts: and({ type: {}, key: { exists_: true, like_: '$(setup)' } }), sort: 'ID_DESC', offset: 0 },
  ],
  [
    'logs of a run',
    '/logs/filter',
    {
      limit: 50,
      sort: 'TIMESTAMP_ASC',
      logs: and({ level: { ge_: 0 }, flow_run_id: anyOf('$(run)') }),
      offset: 0,
    },
  ],
  [
    'variables by what was typed',
    '/variables/filter',
    {
      offset: 0,
      limit: 10,
      sort: 'CREATED_DESC',
      variables: and({ name: { like_: '$(setup)' }, tags: and({ all_: [] }) }),
    },
  ],
  ['pools by id', '/work_pools/filter', { work_pools: { id: anyOf('$(pool)') } }],
  ['queues of a pool', `/work_pools/${POOL}/queues/filter`, { limit: 51 }],
  ['workers of a pool', `/work_pools/${POOL}/workers/filter`, { offset: 0 }],
]

const lists: readonly Scenario[] = LISTS.map(([name, path, body]) =>
  scenario(name, 'D11 D17 D20', post('read', path, body)),
)

const readDeployment = get('read it', '/deployments/$(deployment)')

/** What a form sends and what is left of it, on a flow of its own: the lists show that of the setup. */
const form = (name: string, rules: string, ...steps: Step[]): Scenario =>
  scenario(`the form ${name}`, rules, createFlow(), ...steps)

const forms: readonly Scenario[] = [
  form(
    'of a run with parameters',
    'C38',
    createDeployment(),
    createDeploymentRun(
      {
        parameters: { x: 1 },
        tags: ['a'],
        state: {
          type: 'SCHEDULED',
          message: '',
          state_details: { scheduled_time: null, cache_expiration: null },
        },
        empirical_policy: { retries: null, retry_delay: null, pause_keys: [], resuming: false },
        work_queue_name: null,
        job_variables: {},
        enforce_parameter_schema: false,
      },
      { as: 'asked' },
    ),
    readRun('asked'),
  ),
  form(
    'of a deployment',
    'C29',
    createDeployment({ description: 'x', tags: ['a'], parameters: { x: 1 } }),
    patch('save', '/deployments/$(deployment)', {
      description: null,
      parameters: { y: { z: [1, 2] } },
      tags: [],
      work_queue_name: null,
      work_pool_name: null,
      job_variables: {},
      enforce_parameter_schema: false,
      concurrency_limit: null,
      concurrency_options: null,
    }),
    readDeployment,
  ),
  form(
    'of a copy of a deployment',
    'C25 C38',
    createDeployment({
      description: null,
      parameters: { __prefect_kind: 'json', value: '{ "n": 2 }' },
      storage_document_id: null,
      infrastructure_document_id: null,
      work_queue_name: null,
      work_pool_name: null,
      enforce_parameter_schema: true,
      path: null,
      pull_steps: [],
      parameter_openapi_schema: {},
      entrypoint: null,
      version: null,
      concurrency_limit: null,
      concurrency_options: null,
    }),
    readDeployment,
  ),
  form(
    'of a retry',
    'B6',
    createRun({ state: state('FAILED') }),
    setState({ type: 'SCHEDULED', name: 'AwaitingRetry', message: 'Retry from the UI' }, { force: false }),
    readRun(),
  ),
  form(
    'of a state',
    'B7',
    createRun({ state: state('CRASHED') }),
    setState({ type: 'COMPLETED', name: 'Completed', message: 'by hand' }, { force: true }),
    readRun(),
  ),
  form(
    'of a pause that suspends',
    'B29',
    createRun({ state: state('RUNNING') }),
    setState(
      {
        type: 'PAUSED',
        name: 'Suspended',
        state_details: {
          pause_timeout: '2100-01-01T00:00:00.666Z',
          pause_reschedule: true,
          deferred: false,
          untrackable_result: false,
        },
      },
      { force: true },
    ),
    readRun(),
  ),
]

export const uiRequests: Group = {
  name: 'ui-requests',
  about: "What the dashboards' pages send: filters with all that a page knows, forms with every field.",
  setup: [
    createFlow(),
    post(
      'create pool',
      '/work_pools/',
      { name: 'pool-$(unique)', type: 'process' },
      { capture: { pool: 'id' } },
    ),
    createDeployment({ work_pool_name: 'pool-$(unique)', work_queue_name: 'queue-$(unique)' }),
    createDeploymentRun({ state: state('RUNNING') }),
    setState(state('FAILED')),
    createTaskRun({ state: state('COMPLETED') }),
    createDeploymentRun({ state: state('SCHEDULED') }, { as: 'next' }),
    post('create artifact', '/artifacts/', {
      key: 'key-$(unique)',
      type: 'markdown',
      data: '# x',
      flow_run_id: '$(run)',
    }),
    post('create variable', '/variables/', { name: 'v-$(unique)', value: [1], tags: ['a'] }),
    post('write a log', '/logs/', [
      { name: 'x', level: 20, message: 'm', timestamp: '$(now)', flow_run_id: '$(run)' },
    ]),
  ],
  scenarios: [...lists, ...forms],
}
