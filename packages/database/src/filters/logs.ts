import type { LogFilter } from '@reeve/wire'
import { by, type FilterTable, isNull, isOneOf, period } from './condition.ts'

export const logFields: FilterTable<LogFilter> = {
  table: 'log',
  fields: {
    level: by({
      ge_: { test: 'at-least', column: 'level' },
      le_: { test: 'at-most', column: 'level' },
    }),
    timestamp: by(period('timestamp')),
    flow_run_id: by({ any_: isOneOf('uuid', 'flow_run_id') }),
    task_run_id: by({ any_: isOneOf('uuid', 'task_run_id'), is_null_: isNull('task_run_id') }),
    text: { rule: 'words', columns: ['message', 'name'] },
  },
}
