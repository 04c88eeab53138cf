import type { Db, Statement } from './database.ts'
import type { Dialect } from './dialect.ts'
import { JsonParam } from './parameters.ts'

/** How a column of a batch's input is read out of its JSON. */
export type BatchColumnKind =
  | 'text'
  | 'uuid'
  | 'instant'
  | 'interval'
  | 'json'
  | 'plain-json'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'state-type'

/**
 * A change to many rows at a constant number of statements; each step reads the rows from the table `input`.
 * PostgreSQL gets them as one JSON parameter and runs all steps as one statement, so a step must not rely on seeing
 * what an earlier one wrote. SQLite runs the steps one after the other and gets each value bound: reading 17
 * columns out of JSON cost three times as much as the change itself.
 */
export interface Batch<Row> {
  /** Runs the steps on these rows; returns what the step named `result` returned. No rows, no statement. */
  execute(db: Db, rows: readonly Row[]): Promise<Record<string, unknown>[]>
}

/** What a batch is made of. */
export interface BatchDefinition<Row> {
  readonly name: string
  readonly columns: { readonly [K in keyof Row & string]: BatchColumnKind }
  /** Statements that read `input`; the key orders nothing, the order of writing does. */
  readonly steps: Readonly<Record<string, (dialect: Dialect) => string>>
  /** Which step's RETURNING rows to hand back. */
  readonly result?: string
}

const POSTGRESQL_TYPES = {
  text: 'text',
  uuid: 'uuid',
  instant: 'timestamptz',
  interval: 'interval',
  json: 'jsonb',
  'plain-json': 'json',
  integer: 'bigint',
  float: 'double precision',
  boolean: 'boolean',
  'state-type': 'state_type',
} as const satisfies Record<BatchColumnKind, string>

/**
 * How many rows a statement on SQLite may take: few sizes, so that few statements are prepared and kept. 50 is what
 * a bulk of the contract has at most.
 */
const SIZES = [64, 50, 32, 16, 8, 4, 2, 1] as const

/** Declares a batch; its statement texts are made once for each dialect. */
export function defineBatch<Row extends object>(definition: BatchDefinition<Row>): Batch<Row> {
  const columns = Object.entries(definition.columns) as [keyof Row & string, BatchColumnKind][]
  const together = combined(definition, columns)
  const oneByOne = separate(definition, columns)
  return {
    async execute(db, rows) {
      if (rows.length === 0) return []
      if (db.dialect.combinesChanges) {
        const values = rows.map((row) =>
          columns.map(([column, kind]) => encode(db.dialect, kind, row[column])),
        )
        return db.run(together, [JSON.stringify(values)])
      }
      const results: Record<string, unknown>[] = []
      for (const part of inSizes(rows)) {
        for (const { step, statement, read } of oneByOne(part.length, db.dialect)) {
          const values: unknown[] = []
          for (const row of part)
            for (const [column, kind] of read) values.push(bind(db.dialect, kind, row[column]))
          const returned = await db.run<Record<string, unknown>>(statement, values)
          if (step === definition.result) results.push(...returned)
        }
      }
      return results
    },
  }
}

/** PostgreSQL: all steps in one statement. */
function combined<Row>(
  { name, steps, result }: BatchDefinition<Row>,
  columns: readonly [string, BatchColumnKind][],
): Statement {
  return {
    name,
    text: (dialect) => {
      const parts = Object.entries(steps).map(([step, text]) => `"step_${step}" AS (${text(dialect)})`)
      const answer = result ? `SELECT * FROM "step_${result}"` : 'SELECT 1'
      return `WITH ${inputFromRecords(columns)}, ${parts.join(', ')} ${answer}`
    },
  }
}

/** The rows in as many parts as it takes, the largest first. */
function* inSizes<Row>(rows: readonly Row[]): Iterable<readonly Row[]> {
  let start = 0
  for (const size of SIZES) {
    for (; rows.length - start >= size; start += size) {
      yield size === rows.length ? rows : rows.slice(start, start + size)
    }
  }
}

/** A step as SQLite runs it. */
interface Step<Column> {
  readonly step: string
  readonly statement: Statement
  /** The columns that the step names; binding the others would be for nothing. */
  readonly read: readonly (readonly [Column, BatchColumnKind])[]
}

/** SQLite: a statement a step, kept for each number of rows. */
function separate<Row>(
  { name, steps }: BatchDefinition<Row>,
  columns: readonly [keyof Row & string, BatchColumnKind][],
) {
  const bySize = new Map<number, Step<keyof Row & string>[]>()
  return (rows: number, dialect: Dialect) => {
    const known = bySize.get(rows)
    if (known) return known
    const made = Object.entries(steps).map(([step, text]) => {
      const read = columns.filter(([column]) => new RegExp(`\\b${column}\\b`).test(text(dialect)))
      const statement = {
        name: `${name}.${step}.${rows}`,
        text: () => `WITH ${inputFromValues(read, rows)} ${text(dialect)}`,
      }
      return { step, statement, read }
    })
    bySize.set(rows, made)
    return made
  }
}

/** A value for the JSON of all rows. */
function encode(dialect: Dialect, kind: BatchColumnKind, value: unknown): unknown {
  if (value === undefined || value === null) return null
  return kind === 'interval' ? dialect.intervalText(value as number) : value
}

/** A value bound by itself. */
function bind(dialect: Dialect, kind: BatchColumnKind, value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (kind === 'json' || kind === 'plain-json') return new JsonParam(value)
  return kind === 'interval' ? dialect.intervalText(value as number) : value
}

/** SQLite: every value a parameter. */
function inputFromValues(columns: readonly (readonly [string, BatchColumnKind])[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map(([column]) => `"${column}"`).join(', ')
  return `input (${names}) AS (VALUES ${Array(rows).fill(row).join(', ')})`
}

/** PostgreSQL: each row is an array in the JSON, each field cast to its column's type. */
function inputFromRecords(columns: readonly [string, BatchColumnKind][]): string {
  const fields = columns.map(([column, kind], index) => {
    if (kind === 'json') return `nullif(value -> ${index}, 'null'::jsonb) AS "${column}"`
    if (kind === 'plain-json') return `nullif(value -> ${index}, 'null'::jsonb)::json AS "${column}"`
    return `(value ->> ${index})::${POSTGRESQL_TYPES[kind]} AS "${column}"`
  })
  return `input AS MATERIALIZED (SELECT ${fields.join(', ')} FROM jsonb_array_elements($1::jsonb) AS rows(value))`
}
