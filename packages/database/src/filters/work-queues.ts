import type { WorkQueueFilter } from '@reeve/wire'
import { by, type FilterTable, isOneOf } from './condition.ts'

export const workQueueFields: FilterTable<WorkQueueFilter> = {
  table: 'work_queue',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    name: by({
      any_: isOneOf('text', 'name'),
      startswith_: { test: 'starts-with-one', column: 'name' },
    }),
  },
}
