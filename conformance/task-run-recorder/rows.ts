import { FLOW_RUN } from './sketches.ts'

type Row = Readonly<Record<string, unknown>>

const JSON_COLUMNS = new Set(['empirical_policy', 'task_inputs', 'tags', 'labels', 'state_details', 'data'])
/** Times of writing, which no two servers share. */
const LEFT_OUT = new Set(['created', 'updated'])

/** Rows of both tables, of some task runs. */
export interface Stored {
  readonly runs: readonly Row[]
  readonly states: readonly Row[]
}

/** Rows as they are compared: in order, JSON read, spellings that mean the same made the same. */
export function normaliseRows(stored: Stored, flowRunId: string): Stored {
  const ids = new Set(stored.runs.map((row) => row.id))
  const states = stored.states.filter((row) => ids.has(row.task_run_id))
  return { runs: normalise(stored.runs, flowRunId), states: normalise(states, flowRunId) }
}

const normalise = (rows: readonly Row[], flowRunId: string): Row[] =>
  rows
    .map((row) =>
      Object.fromEntries(Object.entries(row).flatMap(([column, value]) => cell(column, value, flowRunId))),
    )
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))

function cell(column: string, value: unknown, flowRunId: string): [string, unknown][] {
  if (LEFT_OUT.has(column)) return []
  if (value === flowRunId) return [[column, FLOW_RUN]]
  if (column === 'total_run_time') return [[column, seconds(value)]]
  if (column === 'name' && /^[a-z]+-[a-z]+$/.test(String(value))) return [[column, '(made up)']]
  if (!JSON_COLUMNS.has(column) || value === null) return [[column, value]]
  const text = typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
  const read = JSON.parse(text.replaceAll(flowRunId, FLOW_RUN))
  return [[column, column === 'state_details' ? whatDetailsSay(read) : read]]
}

/** SQLite keeps durations as the time that lies so far after 1970. */
const seconds = (value: unknown): unknown =>
  typeof value === 'string'
    ? Date.parse(`${value.slice(0, 19).replace(' ', 'T')}Z`) / 1000 + Number(`0${value.slice(19)}`)
    : value

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Details that say nothing may be left out. [L12] */
const whatDetailsSay = (details: Row): Row =>
  Object.fromEntries(
    Object.entries(details)
      .filter(([, value]) => value !== null && value !== false)
      .map(([key, value]) => [key, /_time$|_expiration$/.test(key) ? inUtc(value) : value]),
  )

const inUtc = (value: unknown) => new Date(String(value)).toISOString()
