import { artifactCollectionEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import type { ArtifactCollectionRow } from '@reeve/database/queries/artifact-collections/read-artifact-collection'
import { upsertArtifactCollection } from '@reeve/database/queries/artifact-collections/upsert-artifact-collection'
import type { ArtifactRow } from '@reeve/database/queries/artifacts/read-artifact'
import type { Event } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence } from '../../events/write-with-events.ts'

/** Makes an artifact the latest of its key's collection; returns the event that tells of it. [J17] */
export async function collectArtifact(
  ctx: Context,
  db: Db,
  artifact: ArtifactRow & { key: string },
): Promise<Event> {
  const collection: ArtifactCollectionRow = { ...artifact, id: ctx.ids.next(), latest_id: artifact.id }
  const id = await upsertArtifactCollection(db, collection)
  const action = id === collection.id ? 'created' : 'updated'
  return artifactCollectionEvent(action, { ...collection, id }, occurrence(ctx))
}
