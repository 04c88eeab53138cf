import type { TaskRunFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isNull, isOneOf, isOneOfFew, period, tags } from './condition.ts'

export const taskRunFields: FilterTable<TaskRunFilter> = {
  table: 'task_run',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id') }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
    tags: by({ all_: tags.all_, is_null_: tags.is_null_ }),
    state: {
      rule: 'single-comparisons',
      groups: {
        type: { any_: isOneOfFew('state_type', 'state_type') },
        name: { any_: isOneOfFew('text', 'state_name') },
      },
    },
    start_time: by({ ...period('start_time'), is_null_: isNull('start_time') }),
    end_time: by({ ...period('end_time'), is_null_: isNull('end_time') }),
    expected_start_time: by(period('expected_start_time')),
    subflow_runs: by({
      exists_: { test: 'referred-to', column: 'id', other: { table: 'flow_run', key: 'parent_task_run_id' } },
    }),
    flow_run_id: {
      rule: 'null-or-one-of',
      operators: { any_: isOneOf('uuid', 'flow_run_id'), is_null_: isNull('flow_run_id') },
    },
  },
}
