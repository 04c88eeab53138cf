import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, type Step, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const POOL = 'pool-$(unique)'
const create = (body: JsonObject = {}) =>
  post('create', '/work_pools/', { name: POOL, type: 'process', ...body })
const read = (name = 'read') => get(name, `/work_pools/${POOL}`)
const queue = (name: string, body: JsonObject = {}) =>
  post(`create queue ${name}`, `/work_pools/${POOL}/queues`, { name, ...body })
const heartbeat = (name: string, body: JsonObject = {}) =>
  post(`heartbeat of ${name}`, `/work_pools/${POOL}/workers/heartbeat`, { name, ...body })

const STEPS = {
  bundle_upload_step: { 'prefect.x': { a: 1 } },
  bundle_execution_step: { 'prefect.y': { b: 1 } },
}
const STORAGE: readonly [string, Json][] = [
  ['steps', STEPS],
  ['one step', { bundle_upload_step: { 'prefect.x': { a: 1 } } }],
  ['a block that is not there', { default_result_storage_block_id: UNKNOWN }],
  ['a block of null', { default_result_storage_block_id: null }],
  ['nothing', {}],
  ['null', null],
  ['an unknown key', { color: 1 }],
  ['a step that is none', { bundle_upload_step: 5 }],
]

const POOL_FILTERS: readonly [string, Json][] = [
  ['a name', { work_pools: { name: { any_: [POOL] } } }],
  ['an id', { work_pools: { id: { any_: ['$(pool)', UNKNOWN] } } }],
  ['a type', { work_pools: { name: { any_: [POOL] }, type: { any_: ['process'] } } }],
  ['another type', { work_pools: { name: { any_: [POOL] }, type: { any_: ['docker'] } } }],
  ['one of two', { work_pools: { operator: 'or_', name: { any_: [POOL] }, id: { any_: [UNKNOWN] } } }],
  ['no name', { work_pools: { name: { any_: [] } } }],
  ['an unknown key', { work_pools: { color: 1 } }],
  ['a bad id', { work_pools: { id: { any_: ['x'] } } }],
  ['no limit', { work_pools: { name: { any_: [POOL] } }, limit: 0 }],
  ['an offset', { work_pools: { name: { any_: [POOL] } }, offset: 1 }],
  ['too high a limit', { limit: 201 }],
  ['a negative limit', { limit: -1 }],
  ['a negative offset', { offset: -1 }],
]

const QUEUE_FILTERS: readonly [string, Json][] = [
  ['a name', { work_queues: { name: { any_: ['a'] } } }],
  ['how a name begins', { work_queues: { name: { startswith_: ['a', 'DEF'] } } }],
  ['one of two', { work_queues: { operator: 'or_', name: { any_: ['a'] }, id: { any_: [UNKNOWN] } } }],
  ['an id', { work_queues: { id: { any_: [UNKNOWN] } } }],
  ['an unknown key', { work_queues: { color: 1 } }],
  ['a limit', { limit: 1 }],
  ['an offset', { limit: 5, offset: 1 }],
  ['too high a limit', { limit: 201 }],
  ['a negative limit', { limit: -1 }],
  ['a negative offset', { offset: -1 }],
]

const QUEUE_BODIES: readonly [string, Json][] = [
  ['it paused', { name: 'a', is_paused: true }],
  ['a filter', { name: 'a', filter: { tags: ['t'] } }],
  ['a null filter', { name: 'a', filter: null }],
  ['a priority of zero', { name: 'a', priority: 0 }],
  ['a limit of zero', { name: 'a', concurrency_limit: 0 }],
  ['a negative limit', { name: 'a', concurrency_limit: -1 }],
  ['a null description', { name: 'a', description: null }],
  ['no name', {}],
  ['an empty name', { name: '' }],
  ['a bad name', { name: 'a/b' }],
  ['an unknown key', { name: 'a', color: 1 }],
]

const QUEUE_CHANGES: readonly [string, Json][] = [
  ['nothing', {}],
  ['a name', { name: 'b' }],
  ['a name that is taken', { name: 'default' }],
  ['a null name', { name: null }],
  ['a description', { description: 'new' }],
  ['a null description', { description: null }],
  ['a limit', { concurrency_limit: 4 }],
  ['a null limit', { concurrency_limit: null }],
  ['a filter', { filter: { deployment_ids: [UNKNOWN] } }],
  ['the moment of a poll', { last_polled: '2030-01-01T00:00:00Z' }],
  ['it paused', { is_paused: true }],
  ['it not paused', { is_paused: false }],
  ['a priority', { priority: 1 }],
  ['a high priority', { priority: 100 }],
  ['a null priority', { priority: null }],
  ['an unknown key', { color: 1 }],
]

const WORKER_FILTERS: readonly [string, Json][] = [
  ['online', { workers: { status: { any_: ['ONLINE'] } } }],
  ['offline', { workers: { status: { any_: ['OFFLINE'] } } }],
  ['not online', { workers: { status: { not_any_: ['ONLINE'] } } }],
  ['an unknown status', { workers: { status: { any_: ['AWAY'] } } }],
  ['heard of before', { workers: { last_heartbeat_time: { before_: '$(now-600)' } } }],
  ['heard of after', { workers: { last_heartbeat_time: { after_: '$(now-600)' } } }],
  [
    'one of two',
    {
      workers: {
        operator: 'or_',
        status: { any_: ['OFFLINE'] },
        last_heartbeat_time: { after_: '$(now-600)' },
      },
    },
  ],
  ['a limit', { limit: 1 }],
  ['an offset', { limit: 5, offset: 2 }],
  ['too high a limit', { limit: 201 }],
  ['a negative limit', { limit: -1 }],
  ['a negative offset', { offset: -1 }],
  ['an unknown key', { workers: { color: 1 } }],
]

const HEARTBEATS: readonly [string, Json][] = [
  ['no name', {}],
  ['a null name', { name: null }],
  ['a bad name', { name: 'a/b' }],
  ['an empty name', { name: '' }],
  ['an interval of zero', { name: 'w', heartbeat_interval_seconds: 0 }],
  ['a fraction as interval', { name: 'w', heartbeat_interval_seconds: 1.5 }],
  ['an unknown key', { name: 'w', color: 1 }],
]

const BAD_POLLS: readonly [string, Json][] = [
  ['too high a limit', { limit: 201 }],
  ['a negative limit', { limit: -1 }],
  ['a time that is none', { scheduled_before: 'x' }],
  ['queues that are no list', { work_queue_names: 'a' }],
]

/** Clients up to 3.3.7 do not know the block of a storage. */
const asOld = (step: Step, release = '3.3.7'): Step => ({
  ...step,
  name: `${step.name} as ${release}`,
  headers: { 'user-agent': `prefect/${release} (API 0.8.4)` },
})
const filterPool = post('find', '/work_pools/filter', { work_pools: { name: { any_: [POOL] } } })

const listWorkers = (body: Json = {}, name = 'list workers') =>
  post(name, `/work_pools/${POOL}/workers/filter`, body, { lists: [{ at: '', by: 'name' }] })

const scenarios: readonly Scenario[] = [
  scenario(
    'names of pools that are no texts',
    'E39 L2',
    ...[[], {}, 5, null].map((name) =>
      post(`create ${JSON.stringify(name)}`, '/work_pools/', { name: name as Json, type: 'process' }),
    ),
  ),
  ...STORAGE.map(([name, storage]) =>
    scenario(
      `a pool with storage that has ${name}`,
      'E39',
      create({ storage_configuration: storage }),
      read(),
    ),
  ),
  ...STORAGE.map(([name, storage]) =>
    scenario(
      `the storage of a pool is changed: ${name}`,
      'E39',
      create({ storage_configuration: STEPS }),
      patch('change', `/work_pools/${POOL}`, { storage_configuration: storage }),
      read(),
    ),
  ),
  scenario(
    'older clients do not hear of the block of a storage',
    'E42',
    asOld({ ...create({ name: 'old-$(unique)' }), capture: {} }),
    create({ storage_configuration: STEPS }),
    asOld(read()),
    asOld(filterPool),
    asOld(read(), '3.3.8'),
    asOld(read(), '2.20.0'),
    asOld(read(), '3.3.7rc1'),
    asOld(read(), '3.3.8.dev1'),
    asOld(filterPool, '3.3.8'),
  ),
  ...POOL_FILTERS.map(([name, body]) =>
    scenario(
      `pools by ${name}`,
      'D1 D18',
      { ...create(), capture: { pool: 'id' } },
      post('find', '/work_pools/filter', body),
      ...('work_pools' in (body as JsonObject)
        ? [post('count', '/work_pools/count', { work_pools: (body as JsonObject).work_pools as Json })]
        : []),
    ),
  ),
  ...QUEUE_BODIES.map(([name, body]) =>
    scenario(
      `a queue of a pool with ${name}`,
      'E38',
      create(),
      post('create a queue', `/work_pools/${POOL}/queues`, body),
      get('read it', `/work_pools/${POOL}/queues/a`),
    ),
  ),
  ...QUEUE_CHANGES.map(([name, body]) =>
    scenario(
      `a queue of a pool is changed: ${name}`,
      'E31 E38',
      create(),
      queue('a', { concurrency_limit: 2, description: 'd' }),
      patch('change', `/work_pools/${POOL}/queues/a`, body),
      post('list queues', `/work_pools/${POOL}/queues/filter`, {}),
    ),
  ),
  ...QUEUE_FILTERS.map(([name, body]) =>
    scenario(
      `queues of a pool by ${name}`,
      'D1 D18',
      create(),
      queue('a'),
      queue('ab'),
      post('find', `/work_pools/${POOL}/queues/filter`, body),
    ),
  ),
  scenario(
    'a queue that is not there',
    'E38',
    create(),
    patch('change', `/work_pools/${POOL}/queues/none`, {}),
    remove('delete', `/work_pools/${POOL}/queues/none`),
    post('create in no pool', '/work_pools/none/queues', { name: 'a' }),
    post('list of no pool', '/work_pools/none/queues/filter', {}),
    post('list too many of no pool', '/work_pools/none/queues/filter', { limit: 201 }),
    patch('change in no pool', '/work_pools/none/queues/none', {}),
    remove('delete in no pool', '/work_pools/none/queues/none'),
  ),
  scenario(
    'the default queue of a pool stays',
    'E38',
    create(),
    remove('delete', `/work_pools/${POOL}/queues/default`),
    get('read it', `/work_pools/${POOL}/queues/default`),
    patch('rename it', `/work_pools/${POOL}/queues/default`, { name: 'first' }),
    read(),
  ),
  ...WORKER_FILTERS.map(([name, body]) =>
    scenario(
      `workers by ${name}`,
      'E32 D1 D18',
      create(),
      heartbeat('one'),
      heartbeat('two', { heartbeat_interval_seconds: 5 }),
      {
        ...listWorkers(body),
        ...((body as JsonObject).limit === 1 && { vary: ['[*].name', '[*].heartbeat_interval_seconds'] }),
      },
    ),
  ),
  ...HEARTBEATS.map(([name, body]) =>
    scenario(
      `a heartbeat with ${name}`,
      'E30 L2',
      create(),
      post('heartbeat', `/work_pools/${POOL}/workers/heartbeat`, body),
      listWorkers(),
    ),
  ),
  scenario(
    'workers of a pool that is not there',
    'E30',
    post('list', '/work_pools/none/workers/filter', {}),
    post('list too many', '/work_pools/none/workers/filter', { limit: 201 }),
    remove('delete one', '/work_pools/none/workers/w'),
    post('bad heartbeat', '/work_pools/none/workers/heartbeat', {}),
  ),
  ...BAD_POLLS.map(([name, body]) =>
    scenario(
      `a poll with ${name}`,
      'E34 L2',
      create(),
      post('ask for runs', `/work_pools/${POOL}/get_scheduled_flow_runs`, body),
      post('ask no pool', '/work_pools/none/get_scheduled_flow_runs', body),
      get('the default queue', `/work_pools/${POOL}/queues/default`, { capture: { queue: 'id' } }),
      post('ask the queue', '/work_queues/$(queue)/get_runs', body),
      post('slots', `/work_pools/${POOL}/concurrency_status`, body),
      post('slots of the queue', '/work_queues/$(queue)/concurrency_status', body),
    ),
  ),
  scenario(
    'slots, page by page',
    'E41',
    create({ concurrency_limit: 5 }),
    queue('a', { concurrency_limit: 1 }),
    post('first', `/work_pools/${POOL}/concurrency_status`, { limit: 1, page: 1 }),
    post('second', `/work_pools/${POOL}/concurrency_status`, { limit: 1, page: 2 }),
    post('third', `/work_pools/${POOL}/concurrency_status`, { limit: 1, page: 3 }),
    post('page zero', `/work_pools/${POOL}/concurrency_status`, { page: 0 }),
    post('too many runs', `/work_pools/${POOL}/concurrency_status`, { flow_run_limit: 201 }),
    post('a negative number of runs', `/work_pools/${POOL}/concurrency_status`, { flow_run_limit: -1 }),
  ),
  scenario(
    'polling a pool makes its queues and deployments ready',
    'E28 E31',
    create(),
    queue('other'),
    createDeployment({ work_pool_name: POOL }),
    createDeployment(
      { name: 'elsewhere-$(unique)', work_pool_name: POOL, work_queue_name: 'other' },
      { name: 'create elsewhere', capture: { elsewhere: 'id' } },
    ),
    createDeploymentRun({
      state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }),
    }),
    get('the deployment', '/deployments/$(deployment)'),
    post('ask for runs', `/work_pools/${POOL}/get_scheduled_flow_runs`, { work_queue_names: ['default'] }),
    get('the deployment then', '/deployments/$(deployment)', {
      until: [{ at: 'last_polled', differs: null }],
    }),
    get('its queue', `/work_pools/${POOL}/queues/default`, {
      vary: ['last_polled'],
      until: [{ at: 'last_polled', differs: null }],
    }),
    get('the other queue', `/work_pools/${POOL}/queues/other`),
    get('the deployment elsewhere', '/deployments/$(elsewhere)'),
  ),
  scenario(
    'asking for runs of deployments makes these ready',
    'C35 E28',
    createDeployment(),
    post('ask', '/deployments/get_scheduled_flow_runs', { deployment_ids: ['$(deployment)'] }),
    get('the deployment', '/deployments/$(deployment)', { until: [{ at: 'last_polled', differs: null }] }),
  ),
]

export const poolFields: Group = {
  name: 'pool-fields',
  about: 'What else pools, their queues and workers have, and how they are found.',
  setup: [createFlow()],
  scenarios,
}
