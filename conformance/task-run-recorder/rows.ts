import { FLOW_RUN } from './cases.ts'

type Row = Record<string, unknown>

const JSON_COLUMNS = new Set(['empirical_policy', 'task_inputs', 'tags', 'labels', 'state_details', 'data'])
/** Times of writing, which no two servers share. */
const LEFT_OUT = new Set(['created', 'updated'])

/** Rows as they are compared: ordered, JSON read, the flow run's id replaced by its placeholder. */
export function normaliseRows(stored: { runs: readonly Row[]; states: readonly Row[] }, flowRunId: string) {
  const ids = new Set(stored.runs.map((row) => row.id))
  const normalise = (rows: readonly Row[]) =>
    rows
      .map((row) =>
        Object.fromEntries(Object.entries(row).flatMap(([column, value]) => cell(column, value, flowRunId))),
      )
      .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  return {
    runs: normalise(stored.runs),
    states: normalise(stored.states.filter((row) => ids.has(row.task_run_id))),
  }
}

function cell(column: string, value: unknown, flowRunId: string): [string, unknown][] {
  if (LEFT_OUT.has(column)) return []
  if (value === flowRunId) return [[column, FLOW_RUN]]
  if (!JSON_COLUMNS.has(column) || value === null) return [[column, value]]
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [[column, JSON.parse(text.replaceAll(flowRunId, FLOW_RUN))]]
}
