import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'delete-flows',
  text: (dialect) => `DELETE FROM flow WHERE ${dialect.isAnyUuid('id', 1)} RETURNING id`,
}

/**
 * Deletes flows, and through the foreign keys their deployments, runs and what belongs to those; logs and
 * artifacts stay. Returns the ids of those that were there. [C12, C41]
 */
export async function deleteFlows(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const deleted = await db.run<{ id: string }>(statement, [db.dialect.list(ids)])
  return deleted.map(({ id }) => id)
}
