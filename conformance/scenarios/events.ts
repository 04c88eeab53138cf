import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, scenario } from '../framework/scenario.ts'
import { get, post } from '../setup/flow-runs.ts'

const kitchen = (labels: JsonObject = {}): Json => ({
  'prefect.resource.id': 'kitchen.$(unique)',
  'prefect.resource.role': 'room',
  floor: 'first',
  ...labels,
})

const ann: Json = { 'prefect.resource.id': 'ann.$(unique)', 'prefect.resource.role': 'cook' }

/** What happened in a kitchen, a minute apart. */
const HAPPENED: readonly JsonObject[] = [
  {
    event: 'kettle.filled',
    resource: { 'prefect.resource.id': 'kettle.1', 'prefect.resource.name': 'old', colour: 'red' },
    related: [kitchen(), ann],
    payload: { litres: 2 },
  },
  {
    event: 'kettle.boiled',
    resource: { 'prefect.resource.id': 'kettle.1', 'prefect.resource.name': 'new', colour: 'blue' },
    related: [kitchen({ 'prefect.resource.role': 'cook' })],
  },
  { event: 'kettle.boiled', resource: { 'prefect.resource.id': 'kettle.22', share: '50%_x' } },
  { event: 'oven_opened', resource: { 'prefect.resource.id': 'oven.1', colour: 'red' } },
]

const EVENTS: readonly JsonObject[] = HAPPENED.map((event, index) => ({
  id: `$(uuid:event-${index})`,
  occurred: `$(now-${300 - 60 * index})`,
  ...event,
  event: `$(unique).${event.event}`,
  follows: index === 1 ? '$(uuid:event-0)' : null,
}))

const PERIOD = { since: '$(first)', until: '$(last)' }

/** Only the events of the setup. */
const ofSetup = (filter: JsonObject): JsonObject => ({
  event: { prefix: ['$(setup).'] },
  occurred: PERIOD,
  ...filter,
})

const FILTERS: readonly JsonObject[] = [
  {},
  { order: 'ASC' },
  { occurred: { since: '$(second)', until: '$(third)' } },
  { occurred: { since: '$(second)', until: '$(first)' } },
  { event: { prefix: ['$(setup).kettle.'] } },
  { event: { prefix: ['$(setup).'], exclude_prefix: ['$(setup).kettle.f', '$(setup).oven'] } },
  { event: { name: ['$(setup).oven_opened'] } },
  { event: { prefix: ['$(setup).'], exclude_name: ['$(setup).kettle.boiled'] } },
  { resource: { id: ['kettle.1'] } },
  { resource: { id_prefix: ['kettle.', 'oven'] } },
  { resource: { labels: { colour: 'red' } } },
  { resource: { labels: { colour: ['r?d', 'b*e'] } } },
  { resource: { labels: { colour: '!red' } } },
  { resource: { labels: { colour: [] } } },
  { resource: { labels: { share: '50%_?' } } },
  { resource: { labels: { 'prefect.resource.id': 'kettle.*', colour: 'blue' } } },
  { resource: { distinct: true } },
  { resource: { distinct: true }, order: 'ASC' },
  { related: { role: ['cook'] } },
  { related: { id: ['kettle.1'] } },
  { related: { labels: { floor: 'f*', 'prefect.resource.role': 'room' } } },
  { related: [{ role: ['room'] }, { role: ['cook'] }] },
  { related: { resources_in_roles: [['kettle.1', 'cook']] } },
  { any_resource: { id_prefix: ['kettle.'] } },
  { any_resource: { labels: { colour: 'red' } } },
  { any_resource: [{ labels: { floor: 'first' } }, { id: ['kettle.1'] }] },
  { nonsense: 1 },
  { order: 'UP' },
  { related: 'x' },
  { occurred: { since: 'x' } },
  { id: { id: ['x'] } },
  { text: {} },
  { text: { query: 'x'.repeat(201) } },
]

const found = (filter: JsonObject): Scenario =>
  scenario(`the events under ${JSON.stringify(filter)}`, 'G4 G5 G6 G7 G8', [
    post('find', '/events/filter', { filter: ofSetup(filter) }, { vary: ['events[*].received'] }),
    post(
      'count by name',
      '/events/count-by/event',
      { filter: ofSetup(filter) },
      { lists: [{ at: '', by: 'value' }] },
    ),
  ])

const COUNTS: readonly [string, JsonObject][] = [
  ['time', { time_unit: 'minute' }],
  ['time', { time_unit: 'second', time_interval: 0.01 }],
  ['event', { time_unit: 'second', time_interval: 0.01 }],
  ['resource', {}],
  ['nonsense', {}],
  ['time', { time_unit: 'month' }],
  ['time', { time_interval: 0.001 }],
]

const VARYING = ['[*].label', '[*].start_time', '[*].end_time']

export const events: Group = {
  name: 'events',
  about: 'Finding and counting events.',
  setup: [
    post('events happen', '/events', [...EVENTS]),
    post(
      'wait until they are stored',
      '/events/filter',
      { filter: { event: { prefix: ['$(unique).'] }, order: 'ASC' } },
      {
        until: [{ at: 'total', equals: EVENTS.length }],
        capture: {
          first: 'events[0].occurred',
          second: 'events[1].occurred',
          third: 'events[2].occurred',
          last: 'events[3].occurred',
        },
        vary: ['events[*].received'],
      },
    ),
  ],
  scenarios: [
    ...FILTERS.map(found),
    ...COUNTS.map(([countable, body]) =>
      scenario(`events counted by ${countable} with ${JSON.stringify(body)}`, 'G10 G11 G12', [
        post('count', `/events/count-by/${countable}`, { filter: ofSetup({}), ...body }, { vary: VARYING }),
      ]),
    ),
    scenario(
      'pages of events',
      'G8',
      post(
        'two of them',
        '/events/filter',
        { filter: ofSetup({}), limit: 2 },
        { vary: ['events[*].received', 'next_page'] },
      ),
      post('too many', '/events/filter', { limit: 51 }),
      post('a negative number', '/events/filter', { limit: -1 }),
      get('a page without a token', '/events/filter/next'),
      get('a page of no token', '/events/filter/next?page-token=abc'),
      get('a page of another token', '/events/filter/next?page-token=YWJj'),
    ),
  ],
}
