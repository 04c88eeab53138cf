import type { Static } from 'typebox'
import { BlockSchemaFilter } from '../filters/block-schemas.ts'
import { BlockSchema, BlockSchemaCreate } from '../resources/block-schemas.ts'
import { route } from '../route.ts'
import { IdParams, Limit, Maybe, Offset } from '../schema.ts'
import Type from '../type.ts'

export const ReadBlockSchemasBody = Type.Object({
  limit: Limit(),
  block_schemas: Maybe(BlockSchemaFilter),
  offset: Offset(),
})
export type ReadBlockSchemasBody = Static<typeof ReadBlockSchemasBody>

export const blockSchemaRoutes = {
  createBlockSchema: route({
    name: 'create_block_schema',
    method: 'POST',
    path: '/block_schemas/',
    tags: ['Block schemas'],
    summary: 'Register a block schema',
    body: BlockSchemaCreate,
    success: 201,
    response: BlockSchema,
  }),

  readBlockSchemaByChecksum: route({
    name: 'read_block_schema_by_checksum',
    method: 'GET',
    path: '/block_schemas/checksum/{checksum}',
    tags: ['Block schemas'],
    summary: 'Read a block schema by its checksum',
    params: Type.Object({ checksum: Type.String() }),
    query: Type.Object({ version: Maybe(Type.String()) }),
    success: 200,
    response: BlockSchema,
  }),

  readBlockSchemas: route({
    name: 'read_block_schemas',
    method: 'POST',
    path: '/block_schemas/filter',
    tags: ['Block schemas'],
    summary: 'Find block schemas',
    body: ReadBlockSchemasBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(BlockSchema),
  }),

  deleteBlockSchema: route({
    name: 'delete_block_schema',
    method: 'DELETE',
    path: '/block_schemas/{id}',
    tags: ['Block schemas'],
    summary: 'Delete a block schema',
    params: IdParams,
    success: 204,
  }),

  readBlockSchemaById: route({
    name: 'read_block_schema_by_id',
    method: 'GET',
    path: '/block_schemas/{id}',
    tags: ['Block schemas'],
    summary: 'Read a block schema',
    params: IdParams,
    success: 200,
    response: BlockSchema,
  }),
}
