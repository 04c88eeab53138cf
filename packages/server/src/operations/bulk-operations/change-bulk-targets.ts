import { type BulkOutcome, bulkProposal, isStateKind, withoutTags, withTags } from '@reeve/core/bulk'
import { CURRENT_CLIENT, chooseFlowRunPolicy } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import { lockFlowRunTags, saveFlowRunTags } from '@reeve/database/queries/flow-runs/save-flow-run-tags'
import type { Context } from '../../context.ts'
import { pauseDeployments, resumeDeployments } from '../deployments/pause-deployment.ts'
import { deleteRunsWithin } from '../flow-runs/delete-flow-runs.ts'
import {
  type FlowRunOutcome,
  type FlowRunProposal,
  transitionFlowRuns,
} from '../flow-runs/transition-flow-runs.ts'

/** Outcomes by id; ids without one were gone. */
export type BulkOutcomes = ReadonlyMap<string, BulkOutcome>

/** Does to these runs or deployments what the operation asks for, within a unit of work. */
export async function changeBulkTargets(
  ctx: Context,
  db: Db,
  { operation, ids }: { readonly operation: BulkOperationRow; readonly ids: readonly string[] },
): Promise<BulkOutcomes> {
  if (ids.length === 0) return new Map()
  const { kind } = operation
  if (isStateKind(kind)) {
    return verdicts(await transitionFlowRuns(ctx, db, toProposal(ctx, operation, ids)))
  }
  switch (kind) {
    case 'delete':
      return accepted(await deleteRunsWithin(ctx, db, ids))
    case 'add_tags':
    case 'remove_tags':
      return accepted(await changeTags(ctx, db, { operation, ids }))
    case 'pause_deployments':
      return accepted(await pauseDeployments(ctx, db, ids))
    case 'resume_deployments':
      return accepted(await resumeDeployments(ctx, db, ids))
  }
}

/** What an operation that is about states proposes to these runs. */
export function toProposal(
  ctx: Context,
  { id, kind, parameters }: BulkOperationRow,
  ids: readonly string[],
): FlowRunProposal {
  if (!isStateKind(kind)) throw new TypeError(`The kind ${kind} proposes no states`)
  const { state, message, scheduled_time, force } = parameters
  return {
    ids,
    proposed: bulkProposal({ id, kind, state, message, scheduled_time }, ctx.clock.now()),
    policy: chooseFlowRunPolicy({ force }),
    client: CURRENT_CLIENT,
  }
}

/** The verdicts of the rules. */
const verdicts = (outcomes: readonly FlowRunOutcome[]): BulkOutcomes =>
  new Map(outcomes.map((outcome) => [outcome.flow_run_id, verdictOf(outcome)]))

/** A verdict and its reason. */
export const verdictOf = ({ status, details }: FlowRunOutcome): BulkOutcome => ({
  status,
  reason: 'reason' in details ? details.reason : null,
})

const accepted = (ids: readonly string[]): BulkOutcomes =>
  new Map(ids.map((id) => [id, { status: 'ACCEPT', reason: null }]))

async function changeTags(
  ctx: Context,
  db: Db,
  { operation, ids }: { readonly operation: BulkOperationRow; readonly ids: readonly string[] },
): Promise<string[]> {
  const change = operation.kind === 'add_tags' ? withTags : withoutTags
  const runs = await lockFlowRunTags(db, ids)
  const changed = runs
    .map((run) => ({ id: run.id, before: run.tags, tags: change(run.tags, operation.parameters.tags ?? []) }))
    .filter(({ before, tags }) => tags.length !== before.length)
  await saveFlowRunTags(
    db,
    changed.map(({ id, tags }) => ({ id, tags })),
    ctx.clock.now(),
  )
  return runs.map(({ id }) => id)
}
