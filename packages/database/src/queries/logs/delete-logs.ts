import type { Instant } from '@reeve/wire'
import { boundedChange } from '../../bounded-change.ts'
import type { Db } from '../../database.ts'

const old = boundedChange({
  name: 'delete-old-logs',
  find: (dialect) => `
    SELECT id FROM log WHERE timestamp < ${dialect.parameter(1)}
    ORDER BY timestamp LIMIT ${dialect.parameter(2)}`,
  steps: [(dialect) => `DELETE FROM log WHERE ${dialect.isAnyUuid('id', 1)}`],
})

/** Deletes the oldest logs from before a moment. Returns their ids. */
export const deleteOldLogs = (
  db: Db,
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<string[]> => old(db, [before, limit])
