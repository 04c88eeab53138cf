import type { Db, Statement } from './database.ts'
import type { Dialect } from './dialect.ts'

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
 * A change to many rows at a constant number of statements: its rows travel as one JSON parameter, and each
 * step reads them from the table `input`. PostgreSQL runs all steps as one statement, so a step must not rely
 * on seeing what an earlier one wrote; SQLite runs them one after the other.
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

/** Declares a batch; its statement texts are made once for each dialect. */
export function defineBatch<Row extends object>(definition: BatchDefinition<Row>): Batch<Row> {
  const columns = Object.entries(definition.columns) as [keyof Row & string, BatchColumnKind][]
  const steps = Object.entries(definition.steps)
  const oneByOne = steps.map(([step, text]): [string, Statement] => [
    step,
    {
      name: `${definition.name}.${step}`,
      text: (dialect) => `WITH ${inputFromArrays(columns)} ${text(dialect)}`,
    },
  ])
  const together: Statement = {
    name: definition.name,
    text: (dialect) => {
      const parts = steps.map(([step, text]) => `"step_${step}" AS (${text(dialect)})`)
      const answer = definition.result ? `SELECT * FROM "step_${definition.result}"` : 'SELECT 1'
      return `WITH ${inputFromRecords(columns)}, ${parts.join(', ')} ${answer}`
    },
  }
  return {
    async execute(db, rows) {
      if (rows.length === 0) return []
      const values = rows.map((row) => columns.map(([column, kind]) => encode(db.dialect, kind, row[column])))
      if (db.dialect.combinesChanges) return db.run(together, [JSON.stringify(values)])
      const parameter = JSON.stringify(values)
      let result: Record<string, unknown>[] = []
      for (const [step, statement] of oneByOne) {
        const returned = await db.run<Record<string, unknown>>(statement, [parameter])
        if (step === definition.result) result = returned
      }
      return result
    },
  }
}

function encode(dialect: Dialect, kind: BatchColumnKind, value: unknown): unknown {
  if (value === undefined || value === null) return null
  return kind === 'interval' ? dialect.intervalText(value as number) : value
}

/** SQLite: each row is an array in the JSON. */
function inputFromArrays(columns: readonly [string, BatchColumnKind][]): string {
  const fields = columns.map(([column, kind], index) =>
    kind === 'json' || kind === 'plain-json'
      ? `nullif(value -> '$[${index}]', 'null') AS "${column}"`
      : `value ->> '$[${index}]' AS "${column}"`,
  )
  return `input AS MATERIALIZED (SELECT ${fields.join(', ')} FROM json_each(?1))`
}

/** PostgreSQL: the same arrays, each field cast to its column's type. */
function inputFromRecords(columns: readonly [string, BatchColumnKind][]): string {
  const fields = columns.map(([column, kind], index) => {
    if (kind === 'json') return `nullif(value -> ${index}, 'null'::jsonb) AS "${column}"`
    if (kind === 'plain-json') return `nullif(value -> ${index}, 'null'::jsonb)::json AS "${column}"`
    return `(value ->> ${index})::${POSTGRESQL_TYPES[kind]} AS "${column}"`
  })
  return `input AS MATERIALIZED (SELECT ${fields.join(', ')} FROM jsonb_array_elements($1::jsonb) AS rows(value))`
}
