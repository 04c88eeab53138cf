import type { Db } from '../../database.ts'
import type { ArtifactRow } from './read-artifact.ts'

/** The newest artifact with this key other than one, which is about to go. [J19] */
export async function readNewestArtifact(
  db: Db,
  { key, except }: { readonly key: string; readonly except: string },
): Promise<ArtifactRow | undefined> {
  const [artifact] = await db.execute(
    db.sql
      .selectFrom('artifact')
      .selectAll()
      .where('key', '=', key)
      .where('id', '!=', except)
      .orderBy('created', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .compile(),
  )
  return artifact
}
