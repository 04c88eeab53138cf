import { listCapabilities } from '@reeve/database/queries/block-schemas/list-capabilities'
import { blockCapabilityRoutes, blockSchemaRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind, createdOrFound } from '../http/bind.ts'
import { createBlockSchema } from '../operations/blocks/create-block-schema.ts'
import { deleteBlockSchema } from '../operations/blocks/delete-block-schema.ts'
import {
  readBlockSchema,
  readBlockSchemaByChecksum,
  readBlockSchemas,
} from '../operations/blocks/read-block-schemas.ts'
import { pageLimit } from './paging.ts'

/** Schemas of blocks, and what blocks can do. */
export const blockSchemaBindings: readonly BoundRoute[] = [
  bind(routes.createBlockSchema, async (ctx, { body, text }) => {
    const { created, schema } = await createBlockSchema(ctx, body, text)
    return createdOrFound(created, schema)
  }),
  bind(routes.readBlockSchemaById, (ctx, { params }) => readBlockSchema(ctx.database.quick, params.id)),
  bind(routes.readBlockSchemaByChecksum, (ctx, { params, query }) =>
    readBlockSchemaByChecksum(ctx.database.quick, { ...params, ...query }),
  ),
  bind(routes.readBlockSchemas, (ctx, { body }) =>
    readBlockSchemas(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.deleteBlockSchema, (ctx, { params }) => deleteBlockSchema(ctx, params.id)),

  bind(blockCapabilityRoutes.readAvailableBlockCapabilities, (ctx) => listCapabilities(ctx.database.reader)),
]
