import type { BulkOperationFilter } from '@reeve/wire'
import { by, type FilterTable, isNoneOf, isOneOf, period } from './condition.ts'

export const bulkOperationFields: FilterTable<BulkOperationFilter> = {
  table: 'reeve_bulk_operation',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    status: by({ any_: isOneOf('text', 'status'), not_any_: isNoneOf('text', 'status') }),
    kind: by({ any_: isOneOf('text', 'kind') }),
    dry_run: by({ eq_: { test: 'equals', column: 'dry_run' } }),
    created: by(period('created')),
    ended: by(period('ended')),
  },
}
