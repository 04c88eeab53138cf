import type { FlowFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isNoneOf, isOneOf, tags } from './condition.ts'

export const flowFields: FilterTable<FlowFilter> = {
  table: 'flow',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id'), not_any_: isNoneOf('uuid', 'id') }),
    deployment: by({
      is_null_: { test: 'not-referred-to', column: 'id', other: { table: 'deployment', key: 'flow_id' } },
    }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
    tags: by({ all_: tags.all_, is_null_: tags.is_null_ }),
  },
}
