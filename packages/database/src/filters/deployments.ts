import type { DeploymentFilter } from '@reeve/wire'
import { by, type FilterTable, isLike, isNoneOf, isOneOf, tags } from './condition.ts'

export const deploymentFields: FilterTable<DeploymentFilter> = {
  table: 'deployment',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id'), not_any_: isNoneOf('uuid', 'id') }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
    flow_or_deployment_name: by({
      like_: {
        test: 'like-or-other',
        column: 'name',
        tie: 'flow_id',
        other: { table: 'flow', key: 'id', column: 'name' },
      },
    }),
    paused: by({ eq_: { test: 'equals', column: 'paused' } }),
    tags: by(tags),
    work_queue_name: by({ any_: isOneOf('text', 'work_queue_name') }),
    concurrency_limit: { rule: 'ignored' },
  },
}
