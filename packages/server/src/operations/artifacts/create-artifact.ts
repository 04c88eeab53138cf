import { insertArtifact } from '@reeve/database/queries/artifacts/insert-artifact'
import type { ArtifactRow } from '@reeve/database/queries/artifacts/read-artifact'
import type { ArtifactCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { writeWithEvents } from '../../events/write-with-events.ts'
import { collectArtifact } from './collect-artifact.ts'
import { cutMetadata } from './cut-metadata.ts'

/** Adds an artifact; with a key it becomes the latest of its collection. [J17] */
export function createArtifact(ctx: Context, body: ArtifactCreate): Promise<ArtifactRow> {
  const now = ctx.clock.now()
  const metadata_ = cutMetadata(body.metadata_)
  const artifact: ArtifactRow = { id: ctx.ids.next(), created: now, updated: now, ...body, metadata_ }
  return writeWithEvents(ctx, async (db) => {
    const events =
      artifact.key === null ? [] : [await collectArtifact(ctx, db, { ...artifact, key: artifact.key })]
    await insertArtifact(db, artifact)
    return { result: artifact, events }
  })
}
