import { artifactCollectionEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { deleteArtifactCollection } from '@reeve/database/queries/artifact-collections/delete-artifact-collection'
import { lockArtifactCollection } from '@reeve/database/queries/artifact-collections/lock-artifact-collection'
import { pointArtifactCollection } from '@reeve/database/queries/artifact-collections/point-artifact-collection'
import { deleteArtifact as deleteRow } from '@reeve/database/queries/artifacts/delete-artifact'
import { type ArtifactRow, readArtifact } from '@reeve/database/queries/artifacts/read-artifact'
import { readNewestArtifact } from '@reeve/database/queries/artifacts/read-newest-artifact'
import type { Event } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { requireRow } from '../require-row.ts'

/** Deletes an artifact; the newest of its key that remains becomes the latest there. Refuses with 404. [J19] */
export const deleteArtifact = (ctx: Context, id: string): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const artifact = requireRow(await readArtifact(db, id), 'Artifact not found.')
    const events = artifact.key === null ? [] : await succeed(ctx, db, { ...artifact, key: artifact.key })
    await deleteRow(db, id)
    return { result: null, events }
  })

/** Lets another artifact take the place of the latest one, or ends the collection if there is none. */
async function succeed(ctx: Context, db: Db, artifact: ArtifactRow & { key: string }): Promise<Event[]> {
  const collection = await lockArtifactCollection(db, artifact.key)
  if (collection?.latest_id !== artifact.id) return []
  const next = await readNewestArtifact(db, { key: artifact.key, except: artifact.id })
  if (!next) {
    await deleteArtifactCollection(db, collection.id)
    return [artifactCollectionEvent('deleted', collection, occurrence(ctx))]
  }
  const promoted = { ...next, id: collection.id, key: artifact.key, latest_id: next.id }
  await pointArtifactCollection(db, promoted)
  return [artifactCollectionEvent('updated', promoted, occurrence(ctx))]
}
