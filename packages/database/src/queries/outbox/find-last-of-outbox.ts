import type { Db, Statement } from '../../database.ts'

const newest: Statement = {
  name: 'find-last-of-outbox',
  text: (dialect) => `SELECT max(seq) AS seq FROM reeve_outbox WHERE ${dialect.isAnyText('kind', 1)}`,
}

/** The newest row of the outbox of these kinds; undefined if there is none. */
export async function findLastOfOutbox(db: Db, kinds: readonly string[]): Promise<number | undefined> {
  const [row] = await db.run<{ seq: number | null }>(newest, [db.dialect.list(kinds)])
  return row?.seq ?? undefined
}

const oldest: Statement = {
  name: 'await-outbox',
  text: (dialect) => `
    SELECT seq FROM reeve_outbox
    WHERE ${dialect.isAnyText('kind', 1)} AND seq <= ${dialect.typedParameter(2, 'integer')}
    ORDER BY seq LIMIT 1 ${dialect.forUpdate}`,
}

/**
 * Whether the outbox still has a row of these kinds up to this one. Waits for those that other transactions are
 * expanding.
 */
export async function hasOutboxUpTo(db: Db, kinds: readonly string[], seq: number): Promise<boolean> {
  const rows = await db.run(oldest, [db.dialect.list(kinds), seq])
  return rows.length > 0
}
