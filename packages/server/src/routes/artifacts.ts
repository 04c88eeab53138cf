import { countArtifactCollections } from '@reeve/database/queries/artifact-collections/count-artifact-collections'
import { readArtifactCollection } from '@reeve/database/queries/artifact-collections/read-artifact-collection'
import { readArtifactCollections } from '@reeve/database/queries/artifact-collections/read-artifact-collections'
import { countArtifacts } from '@reeve/database/queries/artifacts/count-artifacts'
import { readArtifact } from '@reeve/database/queries/artifacts/read-artifact'
import { readArtifacts } from '@reeve/database/queries/artifacts/read-artifacts'
import { artifactRoutes as routes } from '@reeve/wire'
import { Answer, type BoundRoute, bind } from '../http/bind.ts'
import { createArtifact } from '../operations/artifacts/create-artifact.ts'
import { deleteArtifact } from '../operations/artifacts/delete-artifact.ts'
import { updateArtifact } from '../operations/artifacts/update-artifact.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { requireRow } from '../operations/require-row.ts'
import { pageLimit } from './paging.ts'

/** Artifacts and the collections of their keys. */
export const artifactBindings: readonly BoundRoute[] = [
  bind(routes.createArtifact, async (ctx, { body }) => new Answer(201, await createArtifact(ctx, body))),
  bind(routes.readArtifact, async (ctx, { params }) =>
    requireRow(await readArtifact(ctx.database.quick, params.id), 'Artifact not found.'),
  ),
  bind(routes.readLatestArtifact, async (ctx, { params }) =>
    requireRow(await readArtifactCollection(ctx.database.quick, params.key), 'Artifact not found.'),
  ),
  bind(routes.updateArtifact, (ctx, { params, body, sent }) =>
    updateArtifact(ctx, params.id, pickSent(body, sent)),
  ),
  bind(routes.deleteArtifact, (ctx, { params }) => deleteArtifact(ctx, params.id)),

  bind(routes.readArtifacts, (ctx, { body }) =>
    readArtifacts(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.countArtifacts, (ctx, { body }) => countArtifacts(ctx.database.reader, body)),
  bind(routes.readLatestArtifacts, (ctx, { body }) =>
    readArtifactCollections(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.countLatestArtifacts, (ctx, { body }) => countArtifactCollections(ctx.database.reader, body)),
]
