import { isDeepStrictEqual } from 'node:util'
import type { ColumnChange } from '@reeve/core/events'
import type { Json } from '@reeve/wire'

/** Which of these columns changed from one row to the other; undefined if none did. */
export function columnChanges(
  before: object,
  after: object,
  columns: readonly string[],
): Readonly<Record<string, ColumnChange>> | undefined {
  const [from, to] = [before, after] as Record<string, Json>[]
  const changed = columns.filter((column) => !isDeepStrictEqual(from?.[column], to?.[column]))
  if (changed.length === 0) return undefined
  return Object.fromEntries(
    changed.map((column): [string, ColumnChange] => [
      column,
      { from: from?.[column] ?? null, to: to?.[column] ?? null },
    ]),
  )
}
