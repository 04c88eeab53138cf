/** What a schema file of the contract says of a column. */
export interface ColumnFacts {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly default: string | null
}

/** What it says of a table; the lists are ordered by name, except columns. */
export interface TableFacts {
  readonly columns: readonly ColumnFacts[]
  readonly primary_key: readonly string[]
  readonly primary_key_name: string | null
  readonly foreign_keys: readonly Named[]
  readonly unique_constraints: readonly Named[]
  readonly check_constraints?: readonly Named[]
  readonly indexes: readonly Named[]
}

/** Anything with a name and further facts. */
export type Named = { readonly name: string } & Readonly<Record<string, unknown>>

/** The tables of a schema by name. */
export type SchemaFacts = Readonly<Record<string, TableFacts>>

/** Brings facts into the one form in which they can be compared: order of names, white space of expressions. */
export function comparable(schema: SchemaFacts): SchemaFacts {
  return Object.fromEntries(Object.entries(schema).map(([name, table]) => [name, comparableTable(table)]))
}

function comparableTable(table: TableFacts): TableFacts {
  return {
    columns: table.columns.map((column) => ({
      ...column,
      default: column.default && inOneLine(column.default),
    })),
    primary_key: table.primary_key,
    primary_key_name: table.primary_key_name,
    foreign_keys: byName(table.foreign_keys),
    unique_constraints: byName(table.unique_constraints),
    check_constraints: byName(table.check_constraints ?? []),
    indexes: byName(table.indexes),
  }
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')

const byName = (items: readonly Named[]) => [...items].sort((one, other) => (one.name < other.name ? -1 : 1))
