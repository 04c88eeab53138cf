import { CONCERNED_STATES } from '@reeve/core/bulk'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import type { BulkTargets } from '@reeve/database/queries/bulk-operations/select-bulk-targets'
import type { BulkOperationKind, Instant } from '@reeve/wire'

const TABLES = {
  set_state: 'flow_run',
  cancel: 'flow_run',
  retry: 'flow_run',
  reschedule: 'flow_run',
  delete: 'flow_run',
  add_tags: 'flow_run',
  remove_tags: 'flow_run',
  pause_deployments: 'deployment',
  resume_deployments: 'deployment',
} as const satisfies Record<BulkOperationKind, BulkTargets['table']>

/** The rows that an operation is about, which began at this moment. */
export const targetsOf = ({ kind, filters }: BulkOperationRow, createdUntil: Instant): BulkTargets => ({
  table: TABLES[kind],
  filters,
  createdUntil,
  states: CONCERNED_STATES[kind],
})
