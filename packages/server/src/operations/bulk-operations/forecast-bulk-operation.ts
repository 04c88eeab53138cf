import { isStateKind } from '@reeve/core/bulk'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import {
  readBulkTargets,
  selectBulkTargets,
} from '@reeve/database/queries/bulk-operations/select-bulk-targets'
import type { BulkOperationForecast, Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { foreseeTransitions } from '../flow-runs/transition-flow-runs.ts'
import { targetsOf } from './bulk-targets.ts'
import { toProposal, verdictOf } from './change-bulk-targets.ts'

/** How many a dry run looks at. */
const SAMPLE = 20

/** What would become of the first that an operation is about; nothing is written. */
export async function forecastBulkOperation(
  ctx: Context,
  operation: BulkOperationRow,
  createdUntil: Instant,
): Promise<BulkOperationForecast[]> {
  const targets = targetsOf(operation, createdUntil)
  const { reader } = ctx.database
  const ids = await selectBulkTargets(reader, targets, { after: null, limit: SAMPLE })
  const rows = await readBulkTargets(reader, targets.table, ids)
  if (isStateKind(operation.kind)) return forecastStates(ctx, operation, rows)
  return rows.map(({ id, name }) => ({
    id,
    name,
    status: 'ACCEPT',
    reason: null,
    state_type: null,
    state_name: null,
  }))
}

/** A unit of work that writes nothing: the rules read rows that only such a unit may lock. */
async function forecastStates(
  ctx: Context,
  operation: BulkOperationRow,
  rows: readonly { readonly id: string; readonly name: string }[],
): Promise<BulkOperationForecast[]> {
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const proposal = toProposal(ctx, operation, [...names.keys()])
  const outcomes = await ctx.database.write((db) => foreseeTransitions(ctx, db, proposal))
  return outcomes.map((outcome) => ({
    id: outcome.flow_run_id,
    name: names.get(outcome.flow_run_id) ?? '',
    ...verdictOf(outcome),
    status: outcome.status,
    state_type: outcome.state?.type ?? null,
    state_name: outcome.state?.name ?? null,
  }))
}
