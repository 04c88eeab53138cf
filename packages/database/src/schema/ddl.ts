import type { DialectName } from '../dialect.ts'
import { postgresqlColumn } from './ddl-postgresql.ts'
import { sqliteColumn } from './ddl-sqlite.ts'
import { type Column, ENUMS, type ForeignKey, type Index, type PerDialect, type Table } from './describe.ts'

const quote = (name: string) => `"${name}"`
const list = (names: readonly string[]) => names.map(quote).join(', ')

const COLUMN_TEXT: Record<DialectName, (column: Column) => string> = {
  sqlite: sqliteColumn,
  postgresql: postgresqlColumn,
}

/** The statements that make the enumerated types; SQLite has none. */
export const createTypes = (dialect: DialectName): string[] =>
  dialect === 'sqlite'
    ? []
    : Object.entries(ENUMS).map(
        ([name, values]) => `CREATE TYPE ${name} AS ENUM (${values.map((value) => `'${value}'`).join(', ')})`,
      )

/**
 * The statement that makes a table. Foreign keys are left out where `createForeignKeys` adds them: PostgreSQL
 * wants the other table to exist.
 */
export function createTable(dialect: DialectName, name: string, table: Table): string {
  const lines = orderedColumns(dialect, table).map(([column, facts]) => columnLine(dialect, column, facts))
  if (!isSerialKey(dialect, table)) {
    lines.push(`CONSTRAINT ${table.primaryKey.name} PRIMARY KEY (${list(table.primaryKey.columns)})`)
  }
  for (const [constraint, columns] of Object.entries(table.uniques ?? {})) {
    lines.push(`CONSTRAINT ${constraint} UNIQUE (${list(columns)})`)
  }
  for (const check of table.checks ?? []) {
    const constraint = dialect === 'sqlite' ? check.name : check.postgresqlName
    lines.push(`CONSTRAINT ${constraint} CHECK (${check.condition})`)
  }
  if (dialect === 'sqlite')
    lines.push(...(table.foreignKeys ?? []).map((key) => foreignKeyText(dialect, key)))
  return `CREATE TABLE IF NOT EXISTS ${quote(name)} (\n  ${lines.join(',\n  ')}\n)`
}

/** The statements that add a table's foreign keys in PostgreSQL; in SQLite they are part of the table. */
export const createForeignKeys = (dialect: DialectName, name: string, table: Table): string[] =>
  dialect === 'sqlite'
    ? []
    : (table.foreignKeys ?? []).map((key) => `ALTER TABLE ${quote(name)} ADD ${foreignKeyText(dialect, key)}`)

/** The statement that makes an index, if the dialect has it. */
export function createIndex(dialect: DialectName, table: string, index: Index): string | undefined {
  if (index.only && index.only !== dialect) return undefined
  const using = index.using ? ` USING ${index.using}` : ''
  const options = dialect === 'postgresql' && index.options ? ` WITH (${index.options})` : ''
  const where = index.where ? ` WHERE ${textFor(dialect, index.where)}` : ''
  const unique = index.unique ? 'UNIQUE ' : ''
  const columns = textFor(dialect, index.columns)
  return `CREATE ${unique}INDEX IF NOT EXISTS ${index.name} ON ${quote(table)}${using} (${columns})${options}${where}`
}

function columnLine(dialect: DialectName, name: string, column: Column): string {
  const text = `${quote(name)} ${COLUMN_TEXT[dialect](column)}`
  return column.nullable || column.kind === 'serial' ? text : `${text} NOT NULL`
}

/** SQLite counts a column up only if the key is declared with the column. */
const isSerialKey = (dialect: DialectName, table: Table) =>
  dialect === 'sqlite' && table.primaryKey.columns.some((column) => table.columns[column]?.kind === 'serial')

function foreignKeyText(dialect: DialectName, key: ForeignKey): string {
  const name = (dialect === 'postgresql' && key.postgresqlName) || key.name
  const onDelete = key.onDelete === 'NO ACTION' ? '' : ` ON DELETE ${key.onDelete}`
  return `CONSTRAINT ${name} FOREIGN KEY (${quote(key.column)}) REFERENCES ${quote(key.references)} (id)${onDelete}`
}

function orderedColumns(dialect: DialectName, table: Table): [string, Column][] {
  const columns = Object.entries(table.columns)
  if (dialect === 'sqlite' || !table.postgresqlOrder) return columns
  const [moved, before] = table.postgresqlOrder
  const rest = columns.filter(([name]) => name !== moved)
  const at = rest.findIndex(([name]) => name === before)
  return [...rest.slice(0, at), ...columns.filter(([name]) => name === moved), ...rest.slice(at)]
}

const textFor = (dialect: DialectName, text: PerDialect) => (typeof text === 'string' ? text : text[dialect])
