import type { Json } from '@reeve/wire'
import { type Group, type Scenario, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const NAME = 'queue-$(unique)'
const MISSING = '00000000-0000-4000-8000-000000000000'
const POOL = 'pool-$(unique)'
const QUEUE = '/work_queues/$(queue)'

const create = (body: Record<string, Json> = {}) =>
  post('create', '/work_queues/', { name: NAME, ...body }, { capture: { queue: 'id' } })
const read = (name = 'read') => get(name, QUEUE)
const ask = (body: Json = {}, name = 'ask for runs') => post(name, `${QUEUE}/get_runs`, body)
const status = (name = 'status') => get(name, `${QUEUE}/status`)

const scheduled = (as: string, day: number, body: Record<string, Json> = {}) =>
  createDeploymentRun(
    { ...body, state: state('SCHEDULED', { details: { scheduled_time: `2030-01-0${day}T00:00:00Z` } }) },
    { as },
  )

const CREATED: readonly [string, Record<string, Json>][] = [
  ['a description', { description: 'd' }],
  ['a limit', { concurrency_limit: 2 }],
  ['a filter', { filter: { tags: ['a'] }, concurrency_limit: 2 }],
]

const PATCHES: readonly [string, Record<string, Json>][] = [
  ['nothing', {}],
  ['it paused', { is_paused: true }],
  ['a limit', { concurrency_limit: 0 }],
  ['a filter', { filter: { deployment_ids: [MISSING] } }],
  ['a null filter', { filter: null }],
  ['a null name', { name: null }],
  ['a null priority', { priority: null }],
  ['the moment of a poll', { last_polled: '2030-01-01T00:00:00Z' }],
]

/** All of them make queues of one pool, where each takes the first place and moves the others. */
const alone = (one: Scenario): Scenario => ({ ...one, alone: true })

export const workQueues: Group = {
  name: 'work-queues',
  about: 'Work queues by themselves, as agents know them.',
  setup: [createFlow()],
  scenarios: (
    [
      ...CREATED.map(([name, body]) =>
        scenario(`a queue with ${name}`, 'E37 E41', create({ priority: 1, ...body }), read()),
      ),
      ...PATCHES.map(([name, body]) =>
        scenario(
          `a queue is changed: ${name}`,
          'E31',
          create({ priority: 1 }),
          patch('change', QUEUE, body),
          read(),
        ),
      ),
      scenario(
        'a queue that cannot be',
        'E37',
        post('create one with a null description', '/work_queues/', { name: NAME, description: null }),
        post('create one with an unknown key', '/work_queues/', { name: NAME, color: 1 }),
      ),
      scenario(
        'a queue is known by its name, taken once, and deleted',
        'E37',
        create({ priority: 1 }),
        post('create it again', '/work_queues/', { name: NAME }),
        get('read by name', `/work_queues/name/${NAME}`),
        post('find', '/work_queues/filter', { work_queues: { name: { startswith_: [NAME] } } }),
        remove('delete', QUEUE),
        read('read it then'),
        remove('delete it again', QUEUE),
        get('read by name then', `/work_queues/name/${NAME}`),
      ),
      scenario(
        'a queue that is not there',
        'E33 E37',
        get('read', `/work_queues/${MISSING}`),
        patch('change', `/work_queues/${MISSING}`, {}),
        remove('delete', `/work_queues/${MISSING}`),
        post('ask', `/work_queues/${MISSING}/get_runs`),
        get('status', `/work_queues/${MISSING}/status`),
        post('slots', `/work_queues/${MISSING}/concurrency_status`),
        post('slots of a pool', '/work_pools/none/concurrency_status'),
      ),
      scenario(
        'runs are picked by the name of the queue',
        'E37',
        create({ priority: 1 }),
        createDeployment({ work_queue_name: NAME }),
        scheduled('second', 2),
        scheduled('first', 1),
        ask(),
        ask({ limit: 1 }, 'ask for one'),
        ask({ scheduled_before: '2030-01-01T12:00:00Z' }, 'ask until'),
        patch('limit it', QUEUE, { concurrency_limit: 1 }),
        ask({}, 'ask for what the limit leaves'),
        patch('pause it', QUEUE, { is_paused: true }),
        ask({}, 'ask while it is paused'),
      ),
      scenario(
        'runs are picked by the tags that the queue filters by',
        'E37',
        create({ priority: 1, filter: { tags: ['picked-$(unique)'] } }),
        createDeployment({ tags: ['picked-$(unique)'] }),
        scheduled('picked', 1),
        ask(),
        patch('limit it', QUEUE, { concurrency_limit: 0 }),
        ask({}, 'ask for what the limit leaves'),
        patch('pause it', QUEUE, { is_paused: true }),
        ask({}, 'ask while it is paused'),
      ),
      scenario('a queue that nobody polls is not healthy', 'E33', create({ priority: 1 }), status()),
      scenario(
        'slots of a pool and of its queue are held by runs',
        'E41',
        post('create pool', '/work_pools/', { name: POOL, type: 'process', concurrency_limit: 3 }),
        createDeployment({ work_pool_name: POOL }),
        createDeploymentRun({ state: state('PENDING') }, { as: 'pending' }),
        createDeploymentRun({ state: state('RUNNING') }, { as: 'running' }),
        scheduled('waiting', 1),
        post('slots of the pool', `/work_pools/${POOL}/concurrency_status`),
        post('slots with one run each', `/work_pools/${POOL}/concurrency_status`, { flow_run_limit: 1 }),
        post('slots without queues', `/work_pools/${POOL}/concurrency_status`, { limit: 0 }),
        get('the queue', `/work_pools/${POOL}/queues/default`, { capture: { queue: 'id' } }),
        post('slots of the queue', '/work_queues/$(queue)/concurrency_status'),
        post('slots of the queue, page by page', '/work_queues/$(queue)/concurrency_status', {
          limit: 1,
          page: 2,
        }),
        get('the pool', `/work_pools/${POOL}`),
        remove('delete the default queue', '/work_queues/$(queue)'),
      ),
    ] as Scenario[]
  ).map(alone),
}
