import {
  type ArtifactChanges,
  updateArtifact as update,
} from '@reeve/database/queries/artifacts/update-artifact'
import type { ArtifactUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { requireRow } from '../require-row.ts'
import { cutMetadata } from './cut-metadata.ts'

/** Changes an artifact, and its collection if it is the latest there. Refuses with 404. [J19] */
export async function updateArtifact(
  ctx: Context,
  id: string,
  { metadata_, ...plain }: Partial<ArtifactUpdate>,
): Promise<null> {
  const changes: ArtifactChanges = {
    ...plain,
    ...(metadata_ !== undefined && { metadata_: cutMetadata(metadata_) }),
    updated: ctx.clock.now(),
  }
  const changed = await ctx.database.write((db) => update(db, id, changes))
  return requireRow(changed ? null : undefined, 'Artifact not found.')
}
