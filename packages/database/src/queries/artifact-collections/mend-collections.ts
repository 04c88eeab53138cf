import type { Db, Statement } from '../../database.ts'

/** A collection whose latest artifact is gone. */
export interface StaleCollection {
  readonly id: string
  readonly key: string
}

const stale: Statement = {
  name: 'find-stale-collections',
  text: (dialect) => `
    SELECT id, key FROM artifact_collection
    WHERE id > ${dialect.parameter(1)}
      AND NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.id = artifact_collection.latest_id)
    ORDER BY id LIMIT ${dialect.parameter(2)} ${dialect.forUpdate}`,
}

const ofArtifacts: Statement = {
  name: 'find-collections-of-artifacts',
  text: (dialect) => `
    SELECT id, key FROM artifact_collection
    WHERE ${dialect.isAnyText('key', 1)}
      AND NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.id = artifact_collection.latest_id)
    ORDER BY id ${dialect.forUpdate}`,
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** Collections whose latest artifact is gone, locked. [E22] */
export const findStaleCollections = (
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<StaleCollection[]> => db.run<StaleCollection>(stale, [after ?? NO_ID, limit])

/** As `findStaleCollections`, among those of these keys. */
export const findStaleCollectionsOf = (db: Db, keys: readonly string[]): Promise<StaleCollection[]> =>
  db.run<StaleCollection>(ofArtifacts, [db.dialect.list(keys)])

const repoint: Statement = {
  name: 'repoint-collections',
  text: (dialect) => `
    UPDATE artifact_collection SET latest_id = a.id, created = a.created, updated = a.updated, type = a.type,
      data = a.data, metadata_ = a.metadata_, description = a.description, flow_run_id = a.flow_run_id,
      task_run_id = a.task_run_id
    FROM artifact AS a
    WHERE ${dialect.isAnyUuid('artifact_collection.id', 1)}
      AND a.id = (SELECT newest.id FROM artifact AS newest WHERE newest.key = artifact_collection.key
        ORDER BY newest.created DESC, newest.id DESC LIMIT 1)`,
}

const drop: Statement = {
  name: 'drop-empty-collections',
  text: (dialect) => `
    DELETE FROM artifact_collection WHERE ${dialect.isAnyUuid('id', 1)}
      AND NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.key = artifact_collection.key)`,
}

/** Points collections at the newest artifact of their key that is there, and deletes those that have none. [E22] */
export async function mendCollections(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const list = db.dialect.list(ids)
  await db.run(repoint, [list])
  await db.run(drop, [list])
}

const keys: Statement = {
  name: 'find-keys-of-artifacts-of-runs',
  text: (dialect) => `
    SELECT DISTINCT key FROM artifact WHERE ${dialect.isAnyUuid('flow_run_id', 1)} AND key IS NOT NULL`,
}

/** The keys of the artifacts of these runs. */
export async function findKeysOfRuns(db: Db, runIds: readonly string[]): Promise<string[]> {
  const rows = await db.run<{ key: string }>(keys, [db.dialect.list(runIds)])
  return rows.map(({ key }) => key)
}
