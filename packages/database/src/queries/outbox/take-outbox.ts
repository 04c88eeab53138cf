import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A row that was taken out of the outbox. */
export interface TakenRow {
  seq: number
  kind: string
  body: string
  created: Instant
}

/** Taken at once at most, whatever their size; small rows come by the dozen. */
const MAX_ROWS = 32

const statement: Statement = {
  name: 'take-outbox',
  text: (dialect) => `
    DELETE FROM reeve_outbox WHERE seq IN (
      SELECT seq FROM (
        SELECT seq, sum(bytes) OVER (ORDER BY seq) - bytes AS bytes_before FROM (
          SELECT seq, octet_length(body) AS bytes FROM reeve_outbox WHERE ${dialect.isAnyText('kind', 1)}
          ORDER BY seq LIMIT ${MAX_ROWS} ${dialect.skipLocked}
        ) AS oldest
      ) AS counted WHERE bytes_before < ${dialect.typedParameter(2, 'integer')}
    ) RETURNING seq, kind, body, created`,
}

/**
 * Removes and returns the oldest rows of these kinds that no other transaction holds, in order: as many as hold
 * `bytes` together, and one at least; `isPart` tells that they may not have been all. Bytes, because SQLite knows how
 * many without reading the text: counting the characters of a hundred large rows took 5 ms.
 */
export async function takeOutbox(
  db: Db,
  kinds: readonly string[],
  bytes: number,
): Promise<{ readonly rows: TakenRow[]; readonly isPart: boolean }> {
  const rows = await db.run<TakenRow>(statement, [db.dialect.list(kinds), bytes])
  const taken = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
  return { rows: rows.sort((a, b) => a.seq - b.seq), isPart: rows.length >= MAX_ROWS || taken >= bytes }
}
