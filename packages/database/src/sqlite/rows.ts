import type { Kind } from '../schema/describe.ts'
import { ownTables, referenceTables } from '../schema/tables.ts'
import { DECODERS } from './codec.ts'

/** A column of a result: its name, and its kind if that is known. */
export interface ResultColumn {
  readonly name: string
  readonly kind: Kind | undefined
}

const TABLES: Readonly<Record<string, { readonly columns: Readonly<Record<string, { kind: Kind }>> }>> = {
  ...referenceTables,
  ...ownTables,
}

/** The kind of a column of a table; undefined for expressions, which have no origin. */
export const kindOfOrigin = (table: string | null, column: string | null): Kind | undefined =>
  table && column ? TABLES[table]?.columns[column]?.kind : undefined

/**
 * JSON columns have numeric affinity, so a bare 9007199254740993 is stored as an integer that JavaScript's
 * numbers cannot hold, on which node:sqlite throws unless it may give bigints.
 */
export const needsBigInts = (columns: readonly ResultColumn[]): boolean =>
  columns.some(({ kind }) => kind === 'json' || kind === 'plain_json')

const small = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value)

/**
 * Makes the function that turns the values of a row into an object. It is generated, because an object literal
 * with known keys takes a third less time than setting the keys one by one, and lists have 200 wide rows.
 */
export function rowMaker(columns: readonly ResultColumn[]): (values: unknown[]) => unknown {
  const bigInts = needsBigInts(columns)
  const decoders = columns.map(({ kind }) => (kind && DECODERS[kind]) ?? (bigInts ? small : undefined))
  const fields = columns.map(({ name }, index) => {
    const value = `values[${index}]`
    const decoded = decoders[index] ? `${value} === null ? null : decoders[${index}](${value})` : value
    return `${JSON.stringify(name)}: ${decoded}`
  })
  return new Function('decoders', `return (values) => ({ ${fields.join(', ')} })`)(decoders)
}
