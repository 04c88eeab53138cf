import type { Column, Default, Kind } from './describe.ts'

/** The declared type of each kind; it decides the affinity, and what the reference's tools read. */
const TYPES = {
  uuid: 'CHAR(36)',
  text: 'VARCHAR',
  long_text: 'TEXT',
  revision: 'VARCHAR(32)',
  instant: 'DATETIME',
  interval: 'DATETIME',
  json: 'JSON',
  plain_json: 'JSON',
  typed_json: 'JSON',
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  small_integer: 'SMALLINT',
  float: 'FLOAT',
  serial: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  state_type: 'VARCHAR(9)',
  deployment_status: 'VARCHAR(9)',
  work_pool_status: 'VARCHAR(9)',
  work_queue_status: 'VARCHAR(9)',
  worker_status: 'VARCHAR(7)',
} as const satisfies Record<Kind, string>

/** A random UUID of version 4, made of SQLite's own functions. */
const RANDOM_UUID = `(
    lower(hex(randomblob(4)))
    || '-'
    || lower(hex(randomblob(2)))
    || '-4'
    || substr(lower(hex(randomblob(2))),2)
    || '-'
    || substr('89ab',abs(random()) % 4 + 1, 1)
    || substr(lower(hex(randomblob(2))),2)
    || '-'
    || lower(hex(randomblob(6)))
  )`

/** The current time; SQLite knows milliseconds. [A28] */
const NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"

/** The type of a column and its default. */
export function sqliteColumn(column: Column): string {
  const text = column.sqliteDefault ?? defaultText(column.default)
  return text === undefined ? TYPES[column.kind] : `${TYPES[column.kind]} DEFAULT ${text}`
}

function defaultText(given: Default | undefined): string | undefined {
  if (!given) return undefined
  if ('make' in given) return given.make === 'random' ? `(${RANDOM_UUID})` : `(${NOW})`
  const value = typeof given.value === 'boolean' ? Number(given.value) : given.value
  return `'${value}'`
}
