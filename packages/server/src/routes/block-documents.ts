import { countBlockDocuments } from '@reeve/database/queries/block-documents/select-block-documents'
import { blockDocumentRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { createBlockDocument } from '../operations/blocks/create-block-document.ts'
import { deleteBlockDocument } from '../operations/blocks/delete-block-document.ts'
import { readBlockDocument, readBlockDocuments } from '../operations/blocks/read-block-documents.ts'
import { updateBlockDocument } from '../operations/blocks/update-block-document.ts'
import { pageLimit } from './paging.ts'

/** Blocks. */
export const blockDocumentBindings: readonly BoundRoute[] = [
  bind(routes.createBlockDocument, (ctx, { body, text }) => createBlockDocument(ctx, body, text)),
  bind(routes.readBlockDocumentById, (ctx, { params, query }) => readBlockDocument(ctx, params.id, query)),
  bind(routes.updateBlockDocumentData, (ctx, { params, body, sent, text }) =>
    updateBlockDocument(ctx, params.id, { body, sent, text }),
  ),
  bind(routes.deleteBlockDocument, (ctx, { params }) => deleteBlockDocument(ctx, params.id)),

  bind(routes.readBlockDocuments, (ctx, { body }) =>
    readBlockDocuments(ctx, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.countBlockDocuments, (ctx, { body }) => countBlockDocuments(ctx.database.reader, body)),
]
