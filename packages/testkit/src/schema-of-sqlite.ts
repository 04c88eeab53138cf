import { DatabaseSync } from 'node:sqlite'
import type { ColumnFacts, Named, SchemaFacts, TableFacts } from './schema-facts.ts'

type Row = Record<string, string | number | null>

/** Reads the tables of a SQLite file, without SQLite's own and Reeve's own. */
export function schemaOfSqlite(file: string): SchemaFacts {
  const database = new DatabaseSync(file, { readOnly: true })
  const read = (query: string, ...params: string[]) => database.prepare(query).all(...params) as Row[]
  try {
    const tables = read(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'reeve%'",
    )
    return Object.fromEntries(
      tables.map(({ name, sql }) => [name, tableFacts(read, String(name), String(sql))]),
    )
  } finally {
    database.close()
  }
}

type Read = (query: string, ...params: string[]) => Row[]

function tableFacts(read: Read, table: string, sql: string): TableFacts {
  const columns = read('SELECT * FROM pragma_table_info(?)', table)
  const checks = matches(sql, /CONSTRAINT "?(\w+)"? (CHECK \([^)]*\))/g)
  return {
    columns: columns.map(columnFacts),
    primary_key: columns.filter(({ pk }) => pk).map(({ name }) => String(name)),
    primary_key_name: matches(sql, /CONSTRAINT "?(\w+)"? (PRIMARY KEY)/g)[0]?.[0] ?? null,
    foreign_keys: foreignKeys(read, table, sql),
    unique_constraints: matches(sql, /CONSTRAINT "?(\w+)"? UNIQUE \(([^)]*)\)/g).map(([name, list]) => ({
      name,
      columns: names(list),
    })),
    check_constraints: checks.map(([name, text]) => ({ name, sql: text })),
    indexes: indexes(read, table),
  }
}

const columnFacts = ({ name, type, notnull, dflt_value }: Row): ColumnFacts => ({
  name: String(name),
  type: String(type),
  nullable: notnull === 0,
  default: dflt_value === null ? null : String(dflt_value),
})

/** SQLite keeps the names of foreign keys only in the text of the table. */
function foreignKeys(read: Read, table: string, sql: string): Named[] {
  const named = new Map(
    matches(sql, /CONSTRAINT "?(\w+)"? FOREIGN KEY ?\("?(\w+)"?\)/g).map(([name, column]) => [column, name]),
  )
  return read('SELECT * FROM pragma_foreign_key_list(?)', table).map((key) => ({
    name: named.get(String(key.from)) ?? '',
    columns: [key.from],
    ref_table: key.table,
    ref_columns: [key.to],
    on_delete: key.on_delete,
    on_update: key.on_update,
  }))
}

function indexes(read: Read, table: string): Named[] {
  const created = read("SELECT * FROM pragma_index_list(?) WHERE origin = 'c'", table)
  return created.map(({ name, unique }) => {
    const [found] = read("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", String(name))
    const sql = String(found?.sql).trim()
    const where = / WHERE (.*)$/s.exec(sql)?.[1] ?? null
    const expressions = topLevelParts(sql.slice(sql.indexOf('(') + 1).replace(/\)( WHERE .*)?$/s, ''))
    const keys = read('SELECT * FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno', String(name))
    const columns = keys.map((key, position) => ({
      ...(key.name === null ? { expression: expressions[position] } : { column: key.name }),
      desc: key.desc === 1,
      ...(key.coll === 'BINARY' ? {} : { collation: key.coll }),
    }))
    return { name: String(name), unique: unique === 1, columns, where }
  })
}

/** Splits at the commas that are not within brackets. */
function topLevelParts(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index <= text.length; index++) {
    const character = text[index]
    if (character === '(') depth++
    if (character === ')') depth--
    if (index === text.length || (character === ',' && depth === 0)) {
      parts.push(text.slice(start, index).trim())
      start = index + 1
    }
  }
  return parts
}

const matches = (text: string, pattern: RegExp): [string, string][] =>
  [...text.matchAll(pattern)].map((match) => [match[1] ?? '', match[2] ?? ''])

const names = (list: string) => list.split(',').map((name) => name.trim().replaceAll('"', ''))
