import type { Static } from 'typebox'
import { BlockSchemaFilter } from '../filters/block-schemas.ts'
import { BlockTypeFilter } from '../filters/block-types.ts'
import { BlockDocument } from '../resources/block-documents.ts'
import { BlockType, BlockTypeCreate, BlockTypeUpdate } from '../resources/block-types.ts'
import { route } from '../route.ts'
import { Anything, IdParams, Limit, Maybe, Offset } from '../schema.ts'
import Type from '../type.ts'

export const ReadBlockTypesBody = Type.Object({
  limit: Limit(),
  block_types: Maybe(BlockTypeFilter),
  block_schemas: Maybe(BlockSchemaFilter),
  offset: Offset(),
})
export type ReadBlockTypesBody = Static<typeof ReadBlockTypesBody>

export const blockTypeRoutes = {
  createBlockType: route({
    name: 'create_block_type',
    method: 'POST',
    path: '/block_types/',
    tags: ['Block types'],
    summary: 'Create a block type',
    body: BlockTypeCreate,
    success: 201,
    response: BlockType,
  }),

  readBlockTypes: route({
    name: 'read_block_types',
    method: 'POST',
    path: '/block_types/filter',
    tags: ['Block types'],
    summary: 'Find block types',
    body: ReadBlockTypesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(BlockType),
  }),

  installSystemBlockTypes: route({
    name: 'install_system_block_types',
    method: 'POST',
    path: '/block_types/install_system_block_types',
    tags: ['Block types'],
    summary: 'Install the block types that come with the server',
    success: 200,
    response: Anything(),
  }),

  readBlockTypeBySlug: route({
    name: 'read_block_type_by_slug',
    method: 'GET',
    path: '/block_types/slug/{slug}',
    tags: ['Block types'],
    summary: 'Read a block type by its slug',
    params: Type.Object({ slug: Type.String() }),
    success: 200,
    response: BlockType,
  }),

  readBlockDocumentsForBlockType: route({
    name: 'read_block_documents_for_block_type',
    method: 'GET',
    path: '/block_types/slug/{slug}/block_documents',
    tags: ['Block types', 'Block documents'],
    summary: 'List the documents of a block type',
    params: Type.Object({ slug: Type.String() }),
    query: Type.Object({ include_secrets: Type.Boolean({ default: false }) }),
    success: 200,
    response: Type.Array(BlockDocument),
  }),

  readBlockDocumentByNameForBlockType: route({
    name: 'read_block_document_by_name_for_block_type',
    method: 'GET',
    path: '/block_types/slug/{slug}/block_documents/name/{block_document_name}',
    tags: ['Block types', 'Block documents'],
    summary: 'Read a document of a block type by its name',
    params: Type.Object({ slug: Type.String(), block_document_name: Type.String() }),
    query: Type.Object({ include_secrets: Type.Boolean({ default: false }) }),
    success: 200,
    response: BlockDocument,
  }),

  deleteBlockType: route({
    name: 'delete_block_type',
    method: 'DELETE',
    path: '/block_types/{id}',
    tags: ['Block types'],
    summary: 'Delete a block type',
    params: IdParams,
    success: 204,
  }),

  readBlockTypeById: route({
    name: 'read_block_type_by_id',
    method: 'GET',
    path: '/block_types/{id}',
    tags: ['Block types'],
    summary: 'Read a block type',
    params: IdParams,
    success: 200,
    response: BlockType,
  }),

  updateBlockType: route({
    name: 'update_block_type',
    method: 'PATCH',
    path: '/block_types/{id}',
    tags: ['Block types'],
    summary: 'Change a block type',
    params: IdParams,
    body: BlockTypeUpdate,
    success: 204,
  }),
}
