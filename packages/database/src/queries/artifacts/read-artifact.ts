import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `artifact`. */
export type ArtifactRow = Selectable<Tables['artifact']>

/** The artifact with this id. */
export async function readArtifact(db: Db, id: string): Promise<ArtifactRow | undefined> {
  const [artifact] = await db.execute(
    db.sql.selectFrom('artifact').selectAll().where('id', '=', id).compile(),
  )
  return artifact
}
