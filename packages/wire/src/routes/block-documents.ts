import type { Static } from 'typebox'
import { BlockDocumentSort } from '../filters/block-documents.ts'
import { blockFilters } from '../filters/groups.ts'
import { BlockDocument, BlockDocumentCreate, BlockDocumentUpdate } from '../resources/block-documents.ts'
import { route } from '../route.ts'
import { IdParams, Limit, Nullable, Offset } from '../schema.ts'
import Type from '../type.ts'

export const CountBlockDocumentsBody = Type.Object({
  ...blockFilters,
})
export type CountBlockDocumentsBody = Static<typeof CountBlockDocumentsBody>

export const ReadBlockDocumentsBody = Type.Object({
  limit: Limit(),
  ...blockFilters,
  include_secrets: Type.Boolean({ default: false }),
  sort: Nullable(BlockDocumentSort, { default: 'NAME_ASC' }),
  offset: Offset(),
})
export type ReadBlockDocumentsBody = Static<typeof ReadBlockDocumentsBody>

export const blockDocumentRoutes = {
  createBlockDocument: route({
    name: 'create_block_document',
    method: 'POST',
    path: '/block_documents/',
    tags: ['Block documents'],
    summary: 'Create a block document',
    body: BlockDocumentCreate,
    success: 201,
    response: BlockDocument,
  }),

  countBlockDocuments: route({
    name: 'count_block_documents',
    method: 'POST',
    path: '/block_documents/count',
    tags: ['Block documents'],
    summary: 'Count block documents',
    body: CountBlockDocumentsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readBlockDocuments: route({
    name: 'read_block_documents',
    method: 'POST',
    path: '/block_documents/filter',
    tags: ['Block documents'],
    summary: 'Find block documents',
    body: ReadBlockDocumentsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(BlockDocument),
  }),

  deleteBlockDocument: route({
    name: 'delete_block_document',
    method: 'DELETE',
    path: '/block_documents/{id}',
    tags: ['Block documents'],
    summary: 'Delete a block document',
    params: IdParams,
    success: 204,
  }),

  readBlockDocumentById: route({
    name: 'read_block_document_by_id',
    method: 'GET',
    path: '/block_documents/{id}',
    tags: ['Block documents'],
    summary: 'Read a block document',
    params: IdParams,
    query: Type.Object({ include_secrets: Type.Boolean({ default: false }) }),
    success: 200,
    response: BlockDocument,
  }),

  updateBlockDocumentData: route({
    name: 'update_block_document_data',
    method: 'PATCH',
    path: '/block_documents/{id}',
    tags: ['Block documents'],
    summary: 'Change the data of a block document',
    params: IdParams,
    body: BlockDocumentUpdate,
    success: 204,
  }),
}
