import type { Db, Statement } from '../../database.ts'

/** A row that was taken out of the outbox. */
export interface TakenRow {
  seq: number
  kind: string
  body: string
}

const statement: Statement = {
  name: 'take-outbox',
  text: (dialect) => `
    DELETE FROM reeve_outbox WHERE seq IN (
      SELECT seq FROM reeve_outbox WHERE ${dialect.isAnyText('kind', 1)}
      ORDER BY seq LIMIT ${dialect.typedParameter(2, 'integer')} ${dialect.skipLocked}
    ) RETURNING seq, kind, body`,
}

/** Removes and returns the oldest rows of these kinds that no other transaction holds, in order. */
export async function takeOutbox(db: Db, kinds: readonly string[], limit: number): Promise<TakenRow[]> {
  const rows = await db.run<TakenRow>(statement, [db.dialect.list(kinds), limit])
  return rows.sort((a, b) => a.seq - b.seq)
}
