/** A request whose refusal, or acceptance, by the reference is recorded. */
export interface AskedRequest {
  /** Method and path as in the route: `POST /flow_runs/{id}/set_state`. */
  readonly operation: string
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

const ID = '11111111-1111-4111-8111-111111111111'

const bodies = (operation: string, list: readonly unknown[]): AskedRequest[] =>
  list.map((body) => ({ operation, body }))

const queries = (operation: string, list: readonly Readonly<Record<string, string>>[]): AskedRequest[] =>
  list.map((query) => ({ operation, query }))

const long = (length: number) => 'x'.repeat(length)

const flowRunFilter = [
  ...[null, [], 5, 'x', {}, { nope: 1 }],
  ...[null, '5', 'x', 5.5, true, '5.0', '5.5', '', ' 5 ', '1_0', [1], 1e30, '+5', '--5'].map((limit) => ({
    limit,
  })),
  ...[-1, null, '1', 'x'].map((offset) => ({ offset })),
  ...['X', null, 5, 'ID_DESC', []].map((sort) => ({ sort })),
  ...[null, [], 'x', { nope: 1, zz: 2 }].map((flows) => ({ flows })),
  ...['x', {}, ['x', 5, null, true, '1', '', `{${ID}`, 'urn:uuid:', `${ID}1`, ID.slice(1), '----', 'é']].map(
    (any_) => ({ flows: { id: { any_ } } }),
  ),
  { flows: { id: { any_: [ID.toUpperCase(), ID.replaceAll('-', ''), `{${ID}}`, `urn:uuid:${ID}`] } } },
  ...['x', 2, 'yes', 'ON', 0, 1.5, [], null, ' true', ''].map((is_null_) => ({
    flow_runs: { start_time: { is_null_ } },
  })),
  { flow_runs: { operator: 'x' } },
  { flow_runs: { state: { type: { any_: ['RUNNING', 'x', 5, null] } } } },
  { flow_runs: { name: { any_: [1, null, {}], like_: 1 }, tags: { all_: ['a', 1] } } },
  {
    flow_runs: { tags: { all_: 'x' }, parent_task_run_id: { is_null_: 'q' } },
    work_pools: { type: { any_: 5 } },
  },
  ...['x', 'P1D', '2024-02-30', '2024-01-01/2024-01-02', 1e20, true, [], '2024-W05', '1704164645', 'now'].map(
    (after_) => ({ flow_runs: { start_time: { after_ } } }),
  ),
]

const flows = [
  ...[null, [], 5, 'x', {}],
  ...[null, 1, '', 'a/b', 'a%'].map((name) => ({ name })),
  ...[null, 'x', [1], {}, [[], {}]].map((tags) => ({ name: 'a', tags })),
  ...[[], { a: null }, { a: [] }, { a: { b: 1 }, c: null }].map((labels) => ({ name: 'a', labels })),
  { name: 'a', zz: 1, other: 2 },
]

const states = [
  {},
  [],
  { type: 'running' },
  { type: 'X', id: ID, timestamp: 'now', name: 5, message: 5, state_details: 5 },
  {
    type: 'RUNNING',
    state_details: {
      scheduled_time: 'x',
      cache_expiration: 5.5e20,
      flow_run_id: 'x',
      deferred: 'x',
      pause_reschedule: null,
      run_input_keyset: { a: 1 },
      junk: 1,
      retriable: 7,
    },
  },
]

const flowRuns = [
  {},
  { flow_id: 'x' },
  ...states.map((state) => ({ flow_id: ID, state })),
  ...[
    { retries: 'x', pause_keys: 'x', retry_type: 'z', resuming: 3, retry_delay: 1.5, junk: 2 },
    { pause_keys: ['a', 1] },
    { max_retries: null },
    { max_retries: 'x' },
    { max_retries: 3, retry_delay_seconds: 1.5 },
  ].map((empirical_policy) => ({ flow_id: ID, empirical_policy })),
  { flow_id: ID, parameters: [], context: 5, job_variables: 'x' },
  ...[null, '', 0, [], 5].map((name) => ({ flow_id: ID, name })),
  { flow_id: ID, idempotency_key: 5, parent_task_run_id: 'x' },
]

const taskRun = { task_key: 'k', dynamic_key: 'd' }
const taskRuns = [
  {},
  { task_key: 'k', dynamic_key: 5 },
  ...[
    { x: [{}] },
    { x: [{ input_type: 'task_run', id: 'x' }] },
    { x: [{ input_type: 'zz' }] },
    { x: 5 },
    [],
    { x: [5] },
  ].map((task_inputs) => ({ ...taskRun, task_inputs })),
  { ...taskRun, cache_key: long(2001) },
  ...[
    { retry_delay: new Array(51).fill(1) },
    { retry_jitter_factor: -1 },
    { retry_delay: 'x' },
    { retry_delay: ['x'] },
    { retry_delay: {} },
    { retry_jitter_factor: 'x', retries: [] },
  ].map((empirical_policy) => ({ ...taskRun, empirical_policy })),
  { ...taskRun, cache_expiration: 'x', labels: { a: null }, flow_run_id: 5, id: 'x', zz: 1 },
]

const variables = [
  ...['A B', long(256), 'é'.repeat(256), 5, null].map((name) => ({ name, value: 1 })),
  { name: 'ok' },
  ...[long(4999), 'é'.repeat(2500), new Array(2600).fill(1)].map((value) => ({ name: 'okk', value })),
  { name: 'okk', value: null, tags: null },
]

const event = { occurred: '2024-01-01', event: 'e', resource: { 'prefect.resource.id': 'a' }, id: ID }
const related = { 'prefect.resource.id': 'a', 'prefect.resource.role': 'x' }
const events = [
  {},
  [{}],
  [5],
  ...[
    { occurred: 'x' },
    { event: long(1025) },
    { event: 5 },
    { resource: {} },
    { resource: { 'prefect.resource.id': '' } },
    { resource: { 'prefect.resource.id': 5 } },
    {
      resource: {
        'prefect.resource.id': 'a',
        ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`l${i}`, ''])),
      },
    },
    { resource: [] },
    { related: [{}] },
    { related: [{ 'prefect.resource.id': 'a' }] },
    { related: [{ ...related, 'prefect.resource.role': '' }] },
    { related: new Array(101).fill(related) },
    { related: 5 },
    { related: null },
    { payload: [], id: 'x', follows: 'x', zz: 1 },
  ].map((change) => [{ ...event, ...change }]),
]

const limitsV2 = [
  {},
  { name: 'a/b', limit: 1 },
  { name: 'a', limit: -1, slot_decay_per_second: -1, active_slots: -1 },
  { name: 'a', limit: 1.5, slot_decay_per_second: 'x' },
]

const slots = [
  {},
  { slots: 0, names: ['a'] },
  { slots: 1, names: ['a'], mode: 'x' },
  { slots: '1', names: 'a' },
  { slots: 1, names: ['a'], create_if_missing: 'x' },
]

const leasedSlots = [
  ...[59, 86_401, 'x', null].map((lease_duration) => ({ slots: 1, names: ['a'], lease_duration })),
  ...[5, { type: 'x', id: 'x' }, { type: 'flow_run', id: ID, zz: 1 }].map((holder) => ({
    slots: 1,
    names: ['a'],
    holder,
  })),
]

const deployment = { name: 'd', flow_id: ID }
const deployments = [
  ...[
    { interval: 0 },
    { interval: -1 },
    { interval: 'x' },
    { cron: '* * * * *', interval: 60 },
    { rrule: 5 },
    {},
    5,
    { interval: 60, anchor_date: 'x' },
    { interval: 60, timezone: 'x' },
  ].map((schedule) => ({ ...deployment, schedules: [{ schedule }] })),
  { ...deployment, schedules: [{}] },
  { ...deployment, schedules: [5] },
  { ...deployment, concurrency_limit: 0 },
  { ...deployment, concurrency_limit: 1, global_concurrency_limit_id: ID },
  { ...deployment, concurrency_options: { collision_strategy: 'x', grace_period_seconds: 5 } },
  { ...deployment, version_info: { type: 5, version: 'v', x: 1 } },
  { ...deployment, pull_steps: [5] },
  { ...deployment, worker_pool_name: 'x', zz: 1 },
]

const trigger = { type: 'event', posture: 'Reactive', threshold: 1, within: 0 }
const automations = [
  ...[{ type: 'x' }, {}, 5, { type: 'run-deployment' }, { type: 'pause-deployment', source: 'selected' }].map(
    (action) => ({ name: 'a', trigger, actions: [action] }),
  ),
  { name: 'a', trigger, actions: [{ type: 'run-deployment', source: 'inferred', schedule_after: -1 }] },
  ...[
    {},
    5,
    { type: 'x' },
    { ...trigger, posture: 'x' },
    { type: 'compound', triggers: [5], within: 5, require: 'any' },
    { type: 'compound', triggers: [{ ...trigger, within: 1 }], within: 5, require: 3 },
    { type: 'sequence', triggers: [{}], within: 'x' },
  ].map((wrong) => ({ name: 'a', trigger: wrong, actions: [] })),
]

const eventFilters = [
  {
    filter: {
      resource: 5,
      related: 5,
      any_resource: 5,
      occurred: { since: 'x' },
      order: 'x',
      text: { query: long(201) },
      id: { id: ['x'] },
    },
  },
  { filter: { related: { resources_in_roles: [['a'], ['a', 'b', 'c'], 5, ['a', 5]] } }, limit: 51 },
  { filter: { related: [{ id: 5 }] } },
  { filter: { resource: { labels: { a: 5 } } } },
  { filter: { resource: { labels: { a: ['x', 5] } } } },
]

const history = [
  {},
  { history_start: 'x', history_end: '2024', history_interval_seconds: 'x' },
  { history_start: '2024-01-01', history_end: '2024-01-02', history_interval_seconds: null },
]

const logs = [
  {},
  null,
  [],
  [{}],
  [5],
  [{ name: 'a', level: 'x', message: null, timestamp: 'x' }],
  [{ name: 'a', level: 1.5, message: 'm', timestamp: 'now', flow_run_id: 'x', zz: 1 }],
]

/** What is asked of the reference: at least one request for every kind of problem. */
export const requests: readonly AskedRequest[] = [
  ...bodies('POST /flow_runs/filter', flowRunFilter),
  ...bodies('POST /flows/', flows),
  ...bodies('POST /flow_runs/', flowRuns),
  ...bodies('POST /flow_runs/{id}/set_state', [
    ...[{}, [], 'x', { state: null }, { state: { type: 'RUNNING' }, force: 'x' }],
    ...states.map((state) => ({ state })),
  ]),
  ...bodies(
    'POST /flow_runs/bulk_set_state',
    [0, 51, -1, 'x', 50, null].map((limit) => ({ state: { type: 'RUNNING' }, limit })),
  ),
  ...bodies('PATCH /flow_runs/{id}', [null, { tags: null }, { name: 5 }, { zz: 5 }, { name: '' }]),
  ...bodies('PATCH /flow_runs/{id}/labels', [[], 5, null, { a: null }]),
  ...bodies('POST /flow_runs/{id}/input', [{}, { key: 'a', value: 5 }]),
  ...bodies('POST /flow_runs/{id}/input/filter', [
    {},
    { prefix: 'a', limit: 'x', exclude_keys: 'x' },
    { prefix: 'a', exclude_keys: ['x', 5] },
  ]),
  ...bodies('POST /flow_runs/{id}/resume', [5, { run_input: 5 }]),
  ...bodies('POST /flow_runs/history', history),
  ...bodies('POST /task_runs/', taskRuns),
  ...bodies('POST /variables/', variables),
  ...bodies('PATCH /variables/name/{name}', [
    { name: long(256) },
    { name: 'A B' },
    { value: long(5001) },
    { tags: 5 },
  ]),
  ...bodies('POST /artifacts/filter', [[], { flows: 5, flow_runs: 5, task_runs: 5, deployments: 5 }]),
  ...bodies('POST /artifacts/', [{ artifact: 1 }, { key: 5, metadata_: { a: 1 } }, { flow_run_id: 'x' }]),
  ...bodies('POST /logs/', logs),
  ...bodies('POST /logs/filter', [
    { logs: { text: { query: long(201) } } },
    { logs: { text: { query: '😀'.repeat(200) } } },
    { logs: { text: {} } },
    { logs: { level: { ge_: 'x' }, timestamp: { before_: 'x' } } },
  ]),
  ...bodies('POST /events', events),
  ...bodies('POST /events/filter', eventFilters),
  ...bodies('POST /concurrency_limits/', [
    {},
    { tag: 't', concurrency_limit: 'x' },
    { tag: 5, concurrency_limit: 1 },
  ]),
  ...bodies('POST /concurrency_limits/increment', [
    { names: ['a'], task_run_id: 'x' },
    { names: 'x', task_run_id: ID },
    { names: null, task_run_id: null },
  ]),
  ...bodies('POST /concurrency_limits/tag/{tag}/reset', [{ slot_override: ['x'] }, { slot_override: 5 }]),
  ...bodies('POST /v2/concurrency_limits/', limitsV2),
  ...bodies('POST /v2/concurrency_limits/increment', slots),
  ...bodies('POST /v2/concurrency_limits/increment-with-lease', leasedSlots),
  ...bodies('POST /v2/concurrency_limits/decrement', [
    { slots: 1, names: ['a'], occupancy_seconds: 0 },
    { slots: 1, names: ['a'], create_if_missing: null },
  ]),
  ...bodies('POST /v2/concurrency_limits/decrement-with-lease', [{ lease_id: 'x' }]),
  ...bodies('POST /v2/concurrency_limits/leases/{lease_id}/renew', [5, { lease_duration: 1 }]),
  ...bodies('POST /work_pools/', [
    { name: 'x', base_job_template: { a: 1 } },
    ...['', "'", '   ', 'a/b'].map((name) => ({ name })),
    { name: 'w', concurrency_limit: -1, storage_configuration: { zz: 1 } },
    { name: 'w', storage_configuration: null },
  ]),
  ...bodies('POST /work_queues/', [{ name: 'q/x' }, { name: 'q', priority: 0, filter: { tags: 5 } }]),
  ...bodies('POST /block_documents/', [{ block_schema_id: ID, block_type_id: ID }]),
  ...bodies('PUT /saved_searches/', [{ name: 'x', filters: [{}] }, {}]),
  ...bodies('POST /ui/schemas/validate', [{}, { schema: 5, values: 5 }]),
  ...bodies('POST /templates/validate', [5]),
  ...bodies('POST /task_workers/filter', [{ task_worker_filter: 5 }]),
  ...bodies('POST /deployments/', deployments),
  ...bodies('POST /deployments/{id}/create_flow_run/bulk', [{}, [5]]),
  ...bodies('POST /deployments/{id}/schedule', [
    { start_time: 'x', min_runs: 'x' },
    { start_time: '2024-13-01' },
  ]),
  ...bodies('POST /automations/', automations),
  ...queries('GET /flow_run_states/', [{}, { flow_run_id: 'x' }, { flow_run_id: '' }]),
  ...queries('GET /csrf-token', [{}]),
  ...queries('GET /block_documents/{id}', [{ include_secrets: 'x' }, { include_secrets: '' }]),
  ...queries(
    'GET /flow_runs/{id}/graph-v2',
    [
      'x',
      '',
      '2024-13-01',
      '2024-02-30',
      '2024/01/01',
      'January 1, 2024',
      '2024-01-01T',
      '9999999999999999',
    ].map((since) => ({ since })),
  ),
  { operation: 'POST /work_queues/{id}/get_runs', body: {}, headers: { 'x-prefect-ui': 'x' } },
]
