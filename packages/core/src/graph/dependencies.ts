import type { DependencyResult, Instant, JsonObject, State, TaskRunResult } from '@reeve/wire'

/** A task run as the list of dependencies tells of it. */
export interface DependencyRow {
  readonly id: string
  readonly name: string
  readonly state: State | null
  readonly expected_start_time: Instant | null
  readonly start_time: Instant | null
  readonly end_time: Instant | null
  /** Seconds. */
  readonly total_run_time: number
  /** Seconds. [A24] */
  readonly estimated_run_time: number
  readonly task_inputs: JsonObject
}

/** Each task run with the task runs that its inputs come from, each once. [C17] */
export const taskRunDependencies = (rows: readonly DependencyRow[]): DependencyResult[] =>
  rows.map(({ task_inputs, ...row }) => ({
    ...row,
    upstream_dependencies: upstreamOf(task_inputs),
    untrackable_result: row.state?.state_details.untrackable_result ?? false,
  }))

/** Parameters, constants and subflows are inputs too, but no task runs. */
function upstreamOf(taskInputs: JsonObject): TaskRunResult[] {
  const entries = Object.values(taskInputs).flat() as JsonObject[]
  const ids = entries.flatMap((entry) => (entry.input_type === 'task_run' ? [entry.id as string] : []))
  return [...new Set(ids)].map((id) => ({ input_type: 'task_run', id }))
}
