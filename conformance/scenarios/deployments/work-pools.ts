import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const POOL = 'pool-$(unique)'
const create = (body: Record<string, Json> = {}, name = 'create') =>
  post(name, '/work_pools/', { name: POOL, type: 'process', ...body })
const read = (name = 'read') => get(name, `/work_pools/${POOL}`)
const queue = (name: string, body: Record<string, Json> = {}) =>
  post(`create queue ${name}`, `/work_pools/${POOL}/queues`, { name, ...body })
const queues = (name = 'list queues') => post(name, `/work_pools/${POOL}/queues/filter`)
const ask = (body: Json = {}, name = 'ask for runs') =>
  post(name, `/work_pools/${POOL}/get_scheduled_flow_runs`, body)

const CREATED: readonly [string, Record<string, Json>][] = [
  ['nothing more', {}],
  ['all', { description: 'd', concurrency_limit: 3, is_paused: true, base_job_template: {} }],
  ['no type', { type: 'prefect-agent' }],
  [
    'a template',
    {
      base_job_template: {
        job_configuration: { a: '{{ a }}' },
        variables: { properties: { a: { type: 'string' } } },
      },
    },
  ],
  ['a template without variables', { base_job_template: { job_configuration: {} } }],
  [
    'a template with an unknown placeholder',
    { base_job_template: { job_configuration: { a: '{{ b }}' }, variables: { properties: {} } } },
  ],
  [
    'a template with a bad default',
    {
      base_job_template: {
        job_configuration: { a: '{{ a }}' },
        variables: { type: 'object', properties: { a: { type: 'string', default: 5 } } },
      },
    },
  ],
  ['a reserved name', { name: 'Prefect-x' }],
  ['a bad name', { name: 'a/b' }],
  ['a negative limit', { concurrency_limit: -1 }],
  ['a limit of zero', { concurrency_limit: 0 }],
  ['an unknown key', { color: 1 }],
]
const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['it paused', { is_paused: true }],
  ['a limit', { concurrency_limit: 7 }],
  ['a null limit', { concurrency_limit: null }],
  ['a description', { description: 'new' }],
  ['a template', { base_job_template: { job_configuration: {}, variables: {} } }],
  ['a name', { name: 'x' }],
]

const scheduled = (as: string, day: number, body: Record<string, Json> = {}) =>
  createDeploymentRun(
    { ...body, state: state('SCHEDULED', { details: { scheduled_time: `2030-01-0${day}T00:00:00Z` } }) },
    { as },
  )

export const workPools: Group = {
  name: 'work-pools',
  about: 'Work pools, their queues and workers.',
  setup: [createFlow()],
  scenarios: [
    ...CREATED.map(([name, body]) =>
      scenario(`a pool with ${name}`, 'E31 E39 E40 E41', create(body), read()),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a pool is changed: ${name}`,
        'E31',
        create(),
        patch('change', `/work_pools/${POOL}`, body),
        read(),
      ),
    ),
    scenario('a name is taken once', 'E39', create(), create({}, 'create it again')),
    scenario(
      'a pool that is not there',
      'E34',
      read(),
      patch('change', '/work_pools/none', {}),
      remove('delete', '/work_pools/none'),
      get('read a queue', '/work_pools/none/queues/default'),
      ask(),
      post('heartbeat', `/work_pools/${POOL}/workers/heartbeat`, { name: 'w' }),
    ),
    scenario('a pool is deleted', 'E39', create(), remove('delete', `/work_pools/${POOL}`), read()),
    scenario(
      'queues get their places',
      'E38',
      create(),
      queue('a'),
      queue('b', { priority: 1 }),
      queue('c', { priority: 3 }),
      queues(),
      patch('move', `/work_pools/${POOL}/queues/c`, { priority: 1 }),
      queues('list them again'),
      remove('delete one', `/work_pools/${POOL}/queues/b`),
      queues('list the rest'),
    ),
    scenario(
      'queues are changed',
      'E31 E38',
      create(),
      queue('a', { concurrency_limit: 2, description: 'd' }),
      { ...queue('a'), name: 'create it again' },
      patch('pause', `/work_pools/${POOL}/queues/a`, { is_paused: true }),
      get('read', `/work_pools/${POOL}/queues/a`),
      get('read what is not there', `/work_pools/${POOL}/queues/none`),
      patch('change it badly', `/work_pools/${POOL}/queues/a`, { priority: 0 }),
    ),
    scenario(
      'a worker reports',
      'E30 E32',
      create(),
      post('heartbeat', `/work_pools/${POOL}/workers/heartbeat`, {
        name: 'w',
        heartbeat_interval_seconds: 10,
      }),
      post('list workers', `/work_pools/${POOL}/workers/filter`),
      read(),
      remove('delete the worker', `/work_pools/${POOL}/workers/w`),
      remove('delete it again', `/work_pools/${POOL}/workers/w`),
    ),
    scenario(
      'runs are picked in the order of queues and times',
      'E34 E35 E36',
      create(),
      queue('urgent', { priority: 1 }),
      createDeployment({ work_pool_name: POOL }),
      scheduled('second', 2),
      scheduled('first', 1),
      scheduled('urgent', 5, { work_queue_name: 'urgent' }),
      ask(),
      ask({ limit: 1 }, 'ask for one'),
      ask({ work_queue_names: ['default'] }, 'ask one queue'),
      ask({ scheduled_before: '2030-01-01T12:00:00Z' }, 'ask until'),
      ask({ scheduled_after: '2030-01-01T12:00:00Z' }, 'ask from'),
      ask({ work_queue_names: ['none'] }, 'ask a queue that is not there'),
    ),
    scenario(
      'limits hold runs back',
      'E36',
      create({ concurrency_limit: 2 }),
      queue('narrow', { concurrency_limit: 1 }),
      createDeployment({ work_pool_name: POOL }),
      scheduled('first', 1, { work_queue_name: 'narrow' }),
      scheduled('second', 2, { work_queue_name: 'narrow' }),
      scheduled('third', 3),
      scheduled('fourth', 4),
      ask(),
    ),
    scenario(
      'a paused pool gives no runs',
      'E35',
      create({ is_paused: true }),
      createDeployment({ work_pool_name: POOL }),
      scheduled('first', 1),
      ask(),
    ),
  ],
}
