import { doneOf, isEnded, progressOf } from '@reeve/core/bulk'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import type { BulkOperation } from '@reeve/wire'

const NO_FILTERS = {
  flows: null,
  flow_runs: null,
  task_runs: null,
  deployments: null,
  work_pools: null,
  work_pool_queues: null,
}

/** A bulk operation as the API answers it, with how far it is. */
export function showBulkOperation(row: BulkOperationRow): BulkOperation {
  const { filters, parameters, paced_since, paced_done, cursor, due, holder, leased_until, ...columns } = row
  const done = doneOf(row)
  const pace = { total: row.total, done, paced_since, paced_done, updated: row.updated }
  return {
    ...columns,
    ...NO_FILTERS,
    ...(filters as typeof NO_FILTERS),
    ...parameters,
    tags: parameters.tags && [...parameters.tags],
    reasons: row.reasons.toSorted((one, other) => other.count - one.count),
    sample: [...row.sample],
    done,
    ...progressOf({ ...pace, isRunning: row.status === 'running', isEnded: isEnded(row.status) }),
  }
}
