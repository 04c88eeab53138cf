import type { FlowRunFilter } from '@reeve/wire'
import {
  by,
  type FilterTable,
  isLike,
  isNoneOf,
  isNull,
  isOneOf,
  isOneOfFew,
  period,
  tags,
} from './condition.ts'

export const flowRunFields: FilterTable<FlowRunFilter> = {
  table: 'flow_run',
  fields: {
    id: by({ any_: isOneOf('uuid', 'id'), not_any_: isNoneOf('uuid', 'id') }),
    name: by({ any_: isOneOf('text', 'name'), like_: isLike('name') }),
    tags: by(tags),
    deployment_id: by({ any_: isOneOf('uuid', 'deployment_id'), is_null_: isNull('deployment_id') }),
    work_queue_name: by({ any_: isOneOf('text', 'work_queue_name'), is_null_: isNull('work_queue_name') }),
    state: {
      rule: 'single-comparisons',
      groups: {
        type: {
          any_: isOneOfFew('state_type', 'state_type'),
          not_any_: isNoneOf('state_type', 'state_type'),
        },
        name: { any_: isOneOfFew('text', 'state_name'), not_any_: isNoneOf('text', 'state_name') },
      },
    },
    flow_version: by({ any_: isOneOf('text', 'flow_version') }),
    start_time: by({ ...period(['start_time', 'expected_start_time']), is_null_: isNull('start_time') }),
    end_time: by({ ...period('end_time'), is_null_: isNull('end_time') }),
    expected_start_time: by(period('expected_start_time')),
    next_scheduled_start_time: by(period('next_scheduled_start_time')),
    parent_flow_run_id: by({
      any_: {
        test: 'refers-to-one-with',
        column: 'parent_task_run_id',
        other: { table: 'task_run', key: 'id', column: 'flow_run_id' },
        kind: 'uuid',
      },
    }),
    parent_task_run_id: by({
      any_: isOneOf('uuid', 'parent_task_run_id'),
      is_null_: isNull('parent_task_run_id'),
    }),
    idempotency_key: by({
      any_: isOneOf('text', 'idempotency_key'),
      not_any_: isNoneOf('text', 'idempotency_key'),
    }),
    created_by: by({
      id_: { test: 'in-json', column: 'created_by', key: 'id' },
      type_: { test: 'in-json', column: 'created_by', key: 'type' },
      is_null_: isNull('created_by'),
    }),
  },
}
