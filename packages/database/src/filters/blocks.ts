import type { BlockDocumentFilter, BlockSchemaFilter, BlockTypeFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isOneOf } from './condition.ts'

export const blockTypeFields: FilterTable<BlockTypeFilter> = {
  table: 'block_type',
  fields: {
    name: by({ like_: isLike('name') }),
    slug: by({ any_: isOneOf('text', 'slug') }),
  },
}

export const blockSchemaFields: FilterTable<BlockSchemaFilter> = {
  table: 'block_schema',
  fields: {
    block_type_id: by({ any_: isOneOf('uuid', 'block_type_id') }),
    block_capabilities: by({ all_: { test: 'has-all', column: 'capabilities' } }),
    id: by({ any_: isOneOf('uuid', 'id') }),
    version: by({ any_: isOneOf('text', 'version') }),
  },
}

export const blockDocumentFields: FilterTable<BlockDocumentFilter> = {
  table: 'block_document',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    is_anonymous: by({ eq_: { test: 'equals', column: 'is_anonymous' } }),
    block_type_id: by({ any_: isOneOf('uuid', 'block_type_id') }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
  },
}
