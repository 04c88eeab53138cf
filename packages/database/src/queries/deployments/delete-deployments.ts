import type { Db, Statement } from '../../database.ts'

const limits: Statement = {
  name: 'delete-limits-of-deployments',
  text: (dialect) => `
    DELETE FROM concurrency_limit_v2 WHERE id IN (
      SELECT concurrency_limit_id FROM deployment WHERE ${dialect.isAnyUuid('id', 1)})`,
}

const deployments: Statement = {
  name: 'delete-deployments',
  text: (dialect) => `DELETE FROM deployment WHERE ${dialect.isAnyUuid('id', 1)} RETURNING id`,
}

/** Deletes the limits that deployments are held to, shared ones too. [C26, C33] */
export async function deleteLimitsOfDeployments(db: Db, ids: readonly string[]): Promise<void> {
  await db.run(limits, [db.dialect.list(ids)])
}

/** Deletes deployments with their schedules; their runs stay. Returns the ids of those that were there. [C33] */
export async function deleteDeployments(db: Db, ids: readonly string[]): Promise<string[]> {
  const deleted = await db.run<{ id: string }>(deployments, [db.dialect.list(ids)])
  return deleted.map(({ id }) => id)
}
