/*
 * What a database holds before it is measured: flow runs over the last 30 days, two states each, in the order of
 * their ids. Everything follows from a run's number, so that all databases of a size hold the same. The open
 * runs are the same in every size, which says how much lies behind them: a history is asked the same of each.
 */

/** A table's rows, as texts and numbers that both databases take. */
export interface Rows {
  readonly table: 'flow' | 'flow_run' | 'flow_run_state'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

const DAYS = 30
const MILLISECONDS_PER_DAY = 86_400_000
const OPEN_MILLISECONDS = 3 * 3_600_000
const FLOWS = 20

/**
 * The newest runs, which loads move: SCHEDULED. So many that a run goes through few states, as runs do: with 600 of
 * them each had hundreds of states, and pages of an index by itself.
 */
export const OPEN_RUNS = 4_000

/** Of a hundred older runs so many are in each state. */
const STATES = [
  ['COMPLETED', 'Completed', 88],
  ['FAILED', 'Failed', 7],
  ['CRASHED', 'Crashed', 2],
  ['CANCELLED', 'Cancelled', 3],
] as const

const SHARES = STATES.flatMap(([type, name, share]) =>
  Array.from({ length: share }, () => [type, name] as const),
)

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** A UUIDv7 of that moment; `kind` keeps the ids of runs and of their states apart. */
function idAt(milliseconds: number, kind: number, number: number): string {
  const time = hex(Math.floor(milliseconds), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(kind, 3)}-8000-${hex(number, 12)}`
}

/** When a run of that number is expected: the open ones in the last hours, the older ones in the days before. */
function momentOf(number: number, size: number, now: number): number {
  const older = size - OPEN_RUNS
  const beginOfOpen = now - OPEN_MILLISECONDS
  return number < older
    ? beginOfOpen - (DAYS * MILLISECONDS_PER_DAY - OPEN_MILLISECONDS) * (1 - (number + 1) / (older + 1))
    : beginOfOpen + OPEN_MILLISECONDS * ((number - older + 1) / (OPEN_RUNS + 1))
}

/** The id of the run of that number. */
export const runId = (number: number, size: number, now: number): string =>
  idAt(momentOf(number, size, now), 1, number)

const flowId = (number: number) => idAt(0, 0, number)

const instant = (milliseconds: number) => {
  const text = new Date(milliseconds).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 23)}000`
}

/** Flows that the runs belong to. */
export function flowRows(now: number): Rows {
  const created = instant(now - DAYS * MILLISECONDS_PER_DAY)
  const rows = Array.from({ length: FLOWS }, (_, number) => [
    flowId(number),
    created,
    created,
    `flow-${number}`,
    '[]',
    '{}',
  ])
  return { table: 'flow', columns: ['id', 'created', 'updated', 'name', 'tags', 'labels'], rows }
}

const RUN_COLUMNS = [
  'id',
  'created',
  'updated',
  'name',
  'flow_id',
  'state_id',
  'state_type',
  'state_name',
  'state_timestamp',
  'run_count',
  'expected_start_time',
  'next_scheduled_start_time',
  'start_time',
  'end_time',
  'total_run_time',
  'parameters',
  'context',
  'empirical_policy',
  'tags',
  'labels',
  'job_variables',
  'auto_scheduled',
]

const STATE_COLUMNS = [
  'id',
  'created',
  'updated',
  'flow_run_id',
  'type',
  'name',
  'timestamp',
  'state_details',
]

const POLICY = '{"max_retries": 0, "retry_delay_seconds": 0.0, "retries": 0, "retry_delay": 0}'
const TAGS = ['[]', '["nightly"]', '["nightly", "eu"]', '["hourly"]', '["adhoc"]']

/** The runs of these numbers and their states. */
export function runRows({
  from,
  to,
  size,
  now,
}: {
  from: number
  to: number
  size: number
  now: number
}): Rows[] {
  const runs: Rows['rows'][number][] = []
  const states: Rows['rows'][number][] = []
  for (let number = from; number < to; number++) {
    const run = seededRun(number, size, now)
    runs.push(run.row)
    states.push(...run.states)
  }
  return [
    { table: 'flow_run', columns: RUN_COLUMNS, rows: runs },
    { table: 'flow_run_state', columns: STATE_COLUMNS, rows: states },
  ]
}

function seededRun(number: number, size: number, now: number) {
  const expected = momentOf(number, size, now)
  const isOpen = number >= size - OPEN_RUNS
  const [type, name] = isOpen
    ? (['SCHEDULED', 'Scheduled'] as const)
    : (SHARES[(number * 37) % SHARES.length] as (typeof SHARES)[number])
  const started = expected + 800
  const seconds = 1 + ((number * 13) % 600)
  const ended = started + seconds * 1000
  const since = isOpen ? expected : ended
  const id = runId(number, size, now)
  const stateId = idAt(since, 3, number)
  const firstId = idAt(expected, 2, number)
  const state = (of: string, kind: readonly [string, string], at: number) => [
    of,
    instant(at),
    instant(at),
    id,
    ...kind,
    instant(at),
    '{}',
  ]
  const row = [
    id,
    instant(expected),
    instant(since),
    `brave-otter-${number % 50_000}`,
    flowId(number % FLOWS),
    stateId,
    type,
    name,
    instant(since),
    isOpen ? 0 : 1,
    instant(expected),
    isOpen ? instant(expected) : null,
    isOpen ? null : instant(started),
    isOpen ? null : instant(ended),
    instant(isOpen ? 0 : seconds * 1000),
    '{}',
    '{}',
    POLICY,
    TAGS[number % TAGS.length] as string,
    '{}',
    '{}',
    0,
  ]
  const before = state(
    firstId,
    isOpen ? ['PENDING', 'Pending'] : ['RUNNING', 'Running'],
    isOpen ? expected - 1 : started,
  )
  return { row, states: [before, state(stateId, [type, name], since)] }
}
