import type { WorkPoolFilter } from '@reeve/wire'
import { by, type FilterTable, isOneOf } from './condition.ts'

export const workPoolFields: FilterTable<WorkPoolFilter> = {
  table: 'work_pool',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    name: by({ any_: isOneOf('text', 'name') }),
    type: by({ any_: isOneOf('text', 'type') }),
  },
}
