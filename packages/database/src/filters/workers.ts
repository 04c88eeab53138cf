import type { WorkerFilter } from '@reeve/wire'
import { by, type FilterTable, isNoneOf, isOneOf, period } from './condition.ts'

export const workerFields: FilterTable<WorkerFilter> = {
  table: 'worker',
  fields: {
    last_heartbeat_time: by(period('last_heartbeat_time')),
    status: by({ any_: isOneOf('worker_status', 'status'), not_any_: isNoneOf('worker_status', 'status') }),
  },
}
