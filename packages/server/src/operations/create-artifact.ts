import { artifactCollectionEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import type { ArtifactCollectionRow } from '@reeve/database/queries/artifact-collections/read-artifact-collection'
import { upsertArtifactCollection } from '@reeve/database/queries/artifact-collections/upsert-artifact-collection'
import { insertArtifact } from '@reeve/database/queries/artifacts/insert-artifact'
import type { ArtifactRow } from '@reeve/database/queries/artifacts/read-artifact'
import type { ArtifactCreate, Event } from '@reeve/wire'
import type { Context } from '../context.ts'
import { occurrence, writeWithEvents } from '../events/write-with-events.ts'
import { cutMetadata } from './cut-metadata.ts'

/** Adds an artifact; with a key it becomes the latest of its collection. [J17] */
export function createArtifact(ctx: Context, body: ArtifactCreate): Promise<ArtifactRow> {
  const now = ctx.clock.now()
  const metadata_ = cutMetadata(body.metadata_)
  const artifact: ArtifactRow = { id: ctx.ids.next(), created: now, updated: now, ...body, metadata_ }
  return writeWithEvents(ctx, async (db) => {
    const events = artifact.key === null ? [] : [await collect(ctx, db, { ...artifact, key: artifact.key })]
    await insertArtifact(db, artifact)
    return { result: artifact, events }
  })
}

async function collect(ctx: Context, db: Db, artifact: ArtifactRow & { key: string }): Promise<Event> {
  const collection: ArtifactCollectionRow = { ...artifact, id: ctx.ids.next(), latest_id: artifact.id }
  const id = await upsertArtifactCollection(db, collection)
  const action = id === collection.id ? 'created' : 'updated'
  return artifactCollectionEvent(action, { ...collection, id }, occurrence(ctx))
}
