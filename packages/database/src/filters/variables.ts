import type { VariableFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isOneOf, tags } from './condition.ts'

export const variableFields: FilterTable<VariableFilter> = {
  table: 'variable',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
    tags: by({ all_: tags.all_, is_null_: tags.is_null_ }),
  },
}
