import type { Instant, Json, JsonObject, StateDetails, StateType } from '@reeve/wire'

/** The columns of a task run that its client reports, as stored. [H2] */
export interface TaskRunRow {
  readonly id: string
  readonly flow_run_id: string | null
  readonly task_key: string
  readonly dynamic_key: string
  readonly name: string
  readonly run_count: number
  readonly flow_run_run_count: number
  readonly expected_start_time: Instant | null
  readonly next_scheduled_start_time: Instant | null
  readonly start_time: Instant | null
  readonly end_time: Instant | null
  /** Seconds. */
  readonly total_run_time: number
  readonly cache_key: string | null
  readonly cache_expiration: Instant | null
  readonly task_version: string | null
  readonly empirical_policy: JsonObject
  readonly task_inputs: JsonObject
  readonly tags: readonly string[]
  readonly labels: JsonObject | null
  readonly state_id: string | null
  readonly state_type: StateType | null
  readonly state_name: string | null
  readonly state_timestamp: Instant | null
}

/** A state of a task run as its client reports it. */
export interface ReportedState {
  readonly id: string
  readonly type: StateType
  readonly name: string
  readonly timestamp: Instant
  readonly message: string | null
  readonly data: Json
  readonly state_details: StateDetails
}

/** What one event tells about a task run: only the fields that its client sent. [H2, H5] */
export interface TaskRunReport {
  readonly run: Pick<TaskRunRow, 'id' | 'flow_run_id' | 'task_key' | 'dynamic_key'> & Partial<TaskRunRow>
  readonly state: ReportedState
}

/** What is there already. */
export interface Recorded {
  /** Task runs that share an id or a natural key with a report. */
  readonly runs: readonly TaskRunRow[]
  /** Which of the flow runs named in the reports exist. */
  readonly flowRunIds: ReadonlySet<string>
}

/** What reports ask storage to change. */
export interface Recording {
  readonly added: readonly TaskRunRow[]
  readonly changed: readonly TaskRunRow[]
  /** Every state of a report that was taken, also the older ones; their runs are there or among `added`. */
  readonly states: readonly (ReportedState & { readonly task_run_id: string })[]
  /** Reports of task runs whose flow run does not exist. */
  readonly refused: readonly TaskRunReport[]
}

const WITHOUT_REPORT = {
  run_count: 0,
  flow_run_run_count: 0,
  expected_start_time: null,
  next_scheduled_start_time: null,
  start_time: null,
  end_time: null,
  total_run_time: 0,
  cache_key: null,
  cache_expiration: null,
  task_version: null,
  empirical_policy: {},
  task_inputs: {},
  tags: [],
  labels: null,
} as const satisfies Partial<TaskRunRow>

/**
 * Takes reports one after the other, as they arrived. A run is known by its natural key if it has a flow run,
 * else by its id, and keeps the id under which it was first recorded. Only a report that is newer than the
 * state in force changes the run; every state is kept. `newName` names runs that came without one. [H2-H5]
 */
export function recordReports(
  recorded: Recorded,
  reports: readonly TaskRunReport[],
  newName: () => string,
): Recording {
  const known = new KnownRuns(recorded.runs)
  const added = new Set<string>()
  const changed = new Set<string>()
  const states: Recording['states'][number][] = []
  const refused: TaskRunReport[] = []
  for (const report of reports) {
    const found = known.find(report)
    const isNews = !found || isNewer(report, found)
    if (isNews && !mayBelong(report, found, recorded.flowRunIds)) {
      refused.push(report)
      continue
    }
    const id = found?.id ?? report.run.id
    if (isNews)
      known.put({ name: '', ...WITHOUT_REPORT, ...found, ...report.run, ...inForce(report.state), id }, found)
    if (!found) added.add(id)
    else if (isNews && !added.has(id)) changed.add(id)
    states.push({
      ...report.state,
      task_run_id: id,
      state_details: { ...report.state.state_details, task_run_id: id },
    })
  }
  const rows = (ids: ReadonlySet<string>) =>
    [...ids].sort().map((id) => {
      const row = known.byId.get(id) as TaskRunRow
      return row.name ? row : { ...row, name: newName() }
    })
  return { added: rows(added), changed: rows(changed), states, refused }
}

/** A run whose state has no time was made outside the API and is left alone. [H3] */
const isNewer = ({ state }: TaskRunReport, { state_timestamp }: TaskRunRow) =>
  state_timestamp !== null && state_timestamp < state.timestamp

function mayBelong(
  { run }: TaskRunReport,
  found: TaskRunRow | undefined,
  flowRunIds: ReadonlySet<string>,
): boolean {
  return run.flow_run_id === null || run.flow_run_id === found?.flow_run_id || flowRunIds.has(run.flow_run_id)
}

const inForce = (state: ReportedState) => ({
  state_id: state.id,
  state_type: state.type,
  state_name: state.name,
  state_timestamp: state.timestamp,
})

type Keys = Pick<TaskRunRow, 'flow_run_id' | 'task_key' | 'dynamic_key'>

const naturalKey = (run: Keys): string | null =>
  run.flow_run_id === null ? null : JSON.stringify([run.flow_run_id, run.task_key, run.dynamic_key])

class KnownRuns {
  readonly byId = new Map<string, TaskRunRow>()
  readonly #byNaturalKey = new Map<string, TaskRunRow>()

  constructor(runs: readonly TaskRunRow[]) {
    for (const run of runs) this.put(run, undefined)
  }

  find({ run }: TaskRunReport): TaskRunRow | undefined {
    const key = naturalKey(run)
    return (key === null ? undefined : this.#byNaturalKey.get(key)) ?? this.byId.get(run.id)
  }

  put(run: TaskRunRow, before: TaskRunRow | undefined): void {
    const [key, oldKey] = [naturalKey(run), before ? naturalKey(before) : null]
    if (oldKey !== null && oldKey !== key) this.#byNaturalKey.delete(oldKey)
    if (key !== null) this.#byNaturalKey.set(key, run)
    this.byId.set(run.id, run)
  }
}
