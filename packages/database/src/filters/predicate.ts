import type { Operator } from '@reeve/wire'
import { type RawBuilder, sql } from 'kysely'

/** What holds of a row or not. */
export type Predicate = RawBuilder<boolean>

/** Holds of every row. */
export const ALWAYS: Predicate = sql<boolean>`1 = 1`

/** All of the parts or one of them. A part that always holds decides the second. */
export function combine(parts: readonly Predicate[], operator: Operator | null | undefined): Predicate {
  const choosy = parts.filter((part) => part !== ALWAYS)
  if (choosy.length === 0 || (operator === 'or_' && choosy.length < parts.length)) return ALWAYS
  if (choosy.length === 1) return choosy[0] as Predicate
  return sql<boolean>`(${sql.join(choosy, operator === 'or_' ? sql` OR ` : sql` AND `)})`
}
