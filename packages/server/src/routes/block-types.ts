import { readBlockType } from '@reeve/database/queries/block-types/read-block-type'
import { readBlockTypes } from '@reeve/database/queries/block-types/read-block-types'
import { blockTypeRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { createBlockType } from '../operations/blocks/create-block-type.ts'
import { deleteBlockType } from '../operations/blocks/delete-block-type.ts'
import {
  readBlockDocumentsOfType,
  readNamedBlockDocument,
} from '../operations/blocks/read-block-documents.ts'
import { installSystemBlocks } from '../operations/blocks/register-blocks.ts'
import { updateBlockType } from '../operations/blocks/update-block-type.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { requireRow } from '../operations/require-row.ts'
import { pageLimit } from './paging.ts'

const MISSING = 'Block type not found'

/** Types of blocks. */
export const blockTypeBindings: readonly BoundRoute[] = [
  bind(routes.createBlockType, (ctx, { body }) => createBlockType(ctx, body)),
  bind(routes.readBlockTypeById, async (ctx, { params }) =>
    requireRow(await readBlockType(ctx.database.quick, params), MISSING),
  ),
  bind(routes.readBlockTypeBySlug, async (ctx, { params }) =>
    requireRow(await readBlockType(ctx.database.quick, params), MISSING),
  ),
  bind(routes.readBlockTypes, (ctx, { body }) =>
    readBlockTypes(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.updateBlockType, (ctx, { params, body, sent }) =>
    updateBlockType(ctx, params.id, pickSent(body, sent)),
  ),
  bind(routes.deleteBlockType, (ctx, { params }) => deleteBlockType(ctx, params.id)),
  bind(routes.installSystemBlockTypes, (ctx) => installSystemBlocks(ctx)),

  bind(routes.readBlockDocumentsForBlockType, (ctx, { params, query }) =>
    readBlockDocumentsOfType(ctx, params.slug, query),
  ),
  bind(routes.readBlockDocumentByNameForBlockType, (ctx, { params, query }) =>
    readNamedBlockDocument(ctx, params, query),
  ),
]
