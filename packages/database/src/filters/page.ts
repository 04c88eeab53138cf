import { type RawBuilder, sql } from 'kysely'
import type { Predicate } from './predicate.ts'

/** Which of the rows that a filter lets through are wanted. */
export interface Cut {
  readonly limit: number
  /** Rows to pass over first. Default 0. */
  readonly offset?: number
}

/** A page of a table's rows in an order. */
export interface PageOf extends Cut {
  readonly table: string
  readonly where: Predicate
  /** SQL of this module's own, such as the entries of `sorts.ts`. */
  readonly orderBy: string
}

/** More than any table holds, and still an integer in every database. */
const MAX_OFFSET = Number.MAX_SAFE_INTEGER

/** Selects the ids of a page. */
export const selectPage = ({
  table,
  where,
  orderBy,
  limit,
  offset = 0,
}: PageOf): RawBuilder<{ id: string }> =>
  sql`SELECT ${sql.ref(`${table}.id`)} FROM ${sql.table(table)} WHERE ${where}
    ORDER BY ${sql.raw(orderBy)} LIMIT ${limit} OFFSET ${Math.min(offset, MAX_OFFSET)}`

/** What is read of the rows of a page: SQL of this module's own. */
export interface Reading {
  readonly columns: string
  readonly joins: string
  /** What rows of equal keys are ordered by, where one row of the page may become several. */
  readonly thenBy?: string
}

/**
 * Selects the rows of a page with what belongs to them. The page is cut first, from the ids alone: an index can
 * then answer filter and order together, and only the rows that are wanted are read and joined.
 */
export function selectRowsOfPage<Row>(page: PageOf, { columns, joins, thenBy }: Reading): RawBuilder<Row> {
  const orderBy = thenBy === undefined ? page.orderBy : `${page.orderBy}, ${thenBy}`
  return sql<Row>`SELECT ${sql.raw(columns)} FROM (${selectPage(page)}) AS page
    CROSS JOIN ${sql.table(page.table)} ${sql.raw(joins)}
    WHERE ${sql.ref(`${page.table}.id`)} = page.id ORDER BY ${sql.raw(orderBy)}`
}

/** Selects the rows of a page of a table that needs no other. */
export const selectRows = <Row>({ table, where, orderBy, limit, offset = 0 }: PageOf): RawBuilder<Row> =>
  sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${where}
    ORDER BY ${sql.raw(orderBy)} LIMIT ${limit} OFFSET ${Math.min(offset, MAX_OFFSET)}`

/** Selects how many rows of a table a filter lets through. */
export const selectCount = (table: string, where: Predicate): RawBuilder<{ count: number }> =>
  sql`SELECT count(*) AS count FROM ${sql.table(table)} WHERE ${where}`
