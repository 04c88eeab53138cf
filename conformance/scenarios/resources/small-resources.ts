import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { get, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const search = (body: Record<string, Json> = {}, name = 'save') => ({
  ...post(
    name,
    '/saved_searches/',
    { name: 'search-$(unique)', filters: [], ...body },
    { capture: { search: 'id' } },
  ),
  method: 'PUT' as const,
})

const FILTER = { object: 'flow_run', property: 'state', type: 'state', operation: 'any_', value: ['RUNNING'] }

const event = (body: Record<string, Json> = {}): Json => ({
  id: '$(uuid:event)',
  occurred: '$(now)',
  event: 'test.happened',
  resource: { 'prefect.resource.id': 'test.$(unique)' },
  ...body,
})

const BAD_EVENTS: readonly [string, Json][] = [
  ['no id', { occurred: '$(now)', event: 'a', resource: { 'prefect.resource.id': 'x' } }],
  ['no name', { id: UNKNOWN, occurred: '$(now)', resource: { 'prefect.resource.id': 'x' } }],
  ['a name that is too long', event({ event: 'e'.repeat(1025) })],
  ['a resource without an id', event({ resource: { a: 'b' } })],
  ['a resource with an empty id', event({ resource: { 'prefect.resource.id': '' } })],
  ['a related resource without a role', event({ related: [{ 'prefect.resource.id': 'x' }] })],
  ['a related resource without an id', event({ related: [{ 'prefect.resource.role': 'x' }] })],
  ['a bad time', event({ occurred: 'x' })],
  ['a number as label', event({ resource: { 'prefect.resource.id': 'x', n: 1 } })],
  ['a text as payload', event({ payload: 'x' })],
  ['a bad id to follow', event({ follows: 'x' })],
  [
    'too many related resources',
    event({
      related: Array.from({ length: 101 }, (_, i) => ({
        'prefect.resource.id': `${i}`,
        'prefect.resource.role': 'r',
      })),
    }),
  ],
  [
    'too many labels',
    event({
      resource: Object.fromEntries([
        ['prefect.resource.id', 'x'],
        ...Array.from({ length: 500 }, (_, i) => [`l${i}`, 'x']),
      ]),
    }),
  ],
]

export const smallResources: Group = {
  name: 'small-resources',
  about: 'Saved searches, task workers, events taken in, and automations that are not there.',
  scenarios: [
    scenario(
      'a search is saved once for each name',
      'J20',
      search({ filters: [FILTER] }),
      search({ filters: [] }, 'save it again'),
      get('read', '/saved_searches/$(search)'),
      remove('delete', '/saved_searches/$(search)'),
      get('read what was deleted', '/saved_searches/$(search)'),
      remove('delete again', '/saved_searches/$(search)'),
    ),
    ...(
      [
        {},
        { name: 5 },
        { name: 'a', filters: 'x' },
        { name: 'a', filters: [{}] },
        { name: 'a', color: 1 },
      ] as const
    ).map((body) =>
      scenario(`the search ${JSON.stringify(body)} is refused`, 'J20 L2', {
        ...post('save', '/saved_searches/', body as Json),
        method: 'PUT',
      }),
    ),
    scenario(
      'a search that is not there',
      'J20 L4',
      get('read', `/saved_searches/${UNKNOWN}`),
      remove('delete', `/saved_searches/${UNKNOWN}`),
      get('read what is no id', '/saved_searches/none'),
    ),
    scenario(
      'pages of searches',
      'J20 D18',
      post('too many', '/saved_searches/filter', { limit: 201 }),
      post('none', '/saved_searches/filter', { limit: 0 }),
      post('a bad offset', '/saved_searches/filter', { offset: -1 }),
    ),
    scenario(
      'no task worker is there',
      'J25',
      post('list', '/task_workers/filter', { task_worker_filter: { task_keys: ['none-$(unique)'] } }),
      post('a bad filter', '/task_workers/filter', { task_worker_filter: 5 }),
    ),
    scenario(
      'events are taken in',
      'G1',
      post('write', '/events', [
        event(),
        event({
          id: '$(uuid:second)',
          follows: '$(uuid:event)',
          related: [{ 'prefect.resource.id': 'r', 'prefect.resource.role': 'x' }],
          payload: { a: [1] },
        }),
      ]),
      post('write them again', '/events', [event()]),
      post('write none', '/events', []),
    ),
    scenario(
      'no automation concerns a resource',
      'G13',
      get('read', '/automations/related-to/prefect.deployment.$(unique)'),
    ),
    scenario('events under a path with a slash', 'G1 L5', post('write', '/events/', [])),
    ...BAD_EVENTS.map(([name, body]) =>
      scenario(`an event with ${name} is refused`, 'G1 L2', post('write', '/events', [body])),
    ),
    scenario(
      'what is no list of events',
      'L2',
      post('write an event', '/events', event()),
      post('write a text', '/events', 'x'),
    ),
  ],
}
