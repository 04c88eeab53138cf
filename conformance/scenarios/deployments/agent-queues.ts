import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, scenario } from '../../framework/scenario.ts'
import { createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const queue = (name: string, body: JsonObject) =>
  post(
    `create queue ${name}`,
    '/work_queues/',
    { name: `${name}-$(unique)`, ...body },
    { capture: { [name]: 'id' } },
  )

const FILTERS: readonly [string, JsonObject][] = [
  ['every', {}],
  ['empty', { filter: {} }],
  ['tagged', { filter: { tags: ['a'] } }],
  ['both', { filter: { tags: ['a', 'b'] } }],
  ['other', { filter: { tags: ['z'] } }],
  ['mine', { filter: { deployment_ids: ['$(deployment)'] } }],
  ['theirs', { filter: { deployment_ids: [UNKNOWN] } }],
  ['all', { filter: { tags: ['a'], deployment_ids: ['$(deployment)'] } }],
]

const LISTS: readonly [string, Json][] = [
  ['a limit', { limit: 1 }],
  ['an offset', { limit: 2, offset: 1 }],
  ['too high a limit', { limit: 201 }],
  ['a negative limit', { limit: -1 }],
  ['a negative offset', { offset: -1 }],
  ['an unknown key', { work_queues: { color: 1 } }],
]

const BODIES: readonly [string, Json][] = [
  ['it paused', { is_paused: true }],
  ['it not paused', { is_paused: false }],
  ['a priority that is taken', { priority: 1 }],
  ['a priority of zero', { priority: 0 }],
  ['a bad name', { name: 'a/b' }],
]

/** They see and move the queues of one another. */
const alone = (one: Scenario): Scenario => ({ ...one, alone: true })

export const agentQueues: Group = {
  name: 'agent-queues',
  about: 'Queues that agents know by their names, all of them in one pool.',
  ownServer: true,
  eachDatabase: true,
  setup: [
    createFlow(),
    createDeployment({ tags: ['a', 'b'] }),
    createDeployment({ name: 'plain-$(unique)' }, { name: 'create plain', capture: { plain: 'id' } }),
    ...FILTERS.map(([name, body]) => queue(name, body)),
  ],
  scenarios: (
    [
      scenario(
        'which queues would serve a deployment',
        'C36',
        get('check', '/deployments/$(deployment)/work_queue_check', { lists: [{ at: '', by: 'name' }] }),
        get('check one without tags', '/deployments/$(plain)/work_queue_check', {
          lists: [{ at: '', by: 'name' }],
        }),
        get('check what is not there', `/deployments/${UNKNOWN}/work_queue_check`),
      ),
      ...LISTS.map(([name, body]) =>
        scenario(`queues by ${name}`, 'D18 L2', post('find', '/work_queues/filter', body)),
      ),
      ...BODIES.map(([name, body]) =>
        scenario(
          `a queue is made with ${name}`,
          'E37 E31',
          post('create', '/work_queues/', { name: 'own-$(unique)', ...(body as JsonObject) }),
          get('read it', '/work_queues/name/own-$(unique)'),
        ),
      ),
      scenario(
        'a queue is changed',
        'E31 L2',
        queue('own', { priority: 3 }),
        patch('describe it', '/work_queues/$(own)', { description: 'd' }),
        get('read it', '/work_queues/$(own)'),
        patch('change it badly', '/work_queues/$(own)', { priority: 0 }),
        patch('change what it has not', '/work_queues/$(own)', { color: 1 }),
        remove('delete it', '/work_queues/$(own)'),
      ),
    ] as Scenario[]
  ).map(alone),
}
