import {
  type Client,
  decideFlowRuns,
  type FlowRunDecision,
  type FlowRunFacts,
  type FlowRunPolicyName,
  type Ledger,
  type ProposedState,
  type Verdict,
} from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import {
  loadTransitionFacts,
  type TransitionFactsRow,
} from '@reeve/database/queries/flow-runs/load-transition-facts'
import {
  type ChangedRun,
  type OptionalColumn,
  savePolicies,
  saveTransitions,
} from '@reeve/database/queries/flow-runs/save-transitions'
import { appendTransitions } from '@reeve/database/queries/outbox/append-transitions'
import type { Instant, State } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { noteTransition } from '../../events/transition-event.ts'
import { loadLedger, saveLedger } from '../limits/ledger.ts'
import { copyStatesToParents } from './copy-states-to-parents.ts'
import { asKept, keepResults } from './keep-results.ts'
import { retryFailedTaskRuns } from './retry-failed-task-runs.ts'
import { readStoredState, storeDetails } from './stored-state.ts'
import { surroundingsOf } from './surroundings.ts'

/** One proposal for a list of runs. */
export interface FlowRunProposal {
  readonly ids: readonly string[]
  /** The state to propose; where it depends on the run, a function of its facts, null to leave the run alone. */
  readonly proposed: ProposedState | ((facts: FlowRunFacts) => ProposedState | null)
  readonly policy: FlowRunPolicyName
  readonly client: Client
}

/** What became of the proposal for one run. [A34] */
export interface FlowRunOutcome {
  readonly flow_run_id: string
  readonly status: Verdict['status']
  readonly details: Verdict['details']
  /** The state now in force. */
  readonly state: State | null
  /** Whether this transition wrote that state. [A37] */
  readonly written: boolean
}

interface Moved extends Case {
  readonly decision: FlowRunDecision
}

/**
 * Puts runs through the orchestration rules within a unit of work, one after the other in the order given, at a
 * constant number of statements. Runs that do not exist are absent from the outcomes. [A31]
 */
export async function transitionFlowRuns(
  ctx: Context,
  db: Db,
  proposal: FlowRunProposal,
): Promise<FlowRunOutcome[]> {
  const decided = await decide(ctx, db, proposal)
  await save(ctx, db, decided)
  return decided.moved.map(toOutcome)
}

/** What would become of a proposal now; nothing is written. `written` says what would be. */
export const foreseeTransitions = async (
  ctx: Context,
  db: Db,
  proposal: FlowRunProposal,
): Promise<FlowRunOutcome[]> => (await decide(ctx, db, proposal)).moved.map(toOutcome)

async function decide(ctx: Context, db: Db, proposal: FlowRunProposal): Promise<Decided> {
  const rows = inOrder(proposal.ids, await loadTransitionFacts(db, proposal.ids))
  const cases = rows.flatMap((row) => toCase(row, proposal.proposed))
  const before = await loadLedger(db, touched(cases))
  const now = ctx.clock.now()
  const { decisions, ledger: after } = decideFlowRuns(cases, {
    policy: proposal.policy,
    ledger: before,
    surroundings: surroundingsOf(ctx, now, proposal.client),
  })
  const moved = cases.map((one, index): Moved => ({ ...one, decision: decisions[index] as FlowRunDecision }))
  return { moved, before, after, now }
}

function toOutcome({ row, facts: { state }, decision: { verdict, state: written } }: Moved): FlowRunOutcome {
  return {
    flow_run_id: row.id,
    status: verdict.status,
    details: verdict.details,
    state: written ? asKept(written) : state,
    written: written !== null,
  }
}

interface Case {
  readonly row: TransitionFactsRow
  readonly facts: FlowRunFacts
  readonly proposed: ProposedState
}

function toCase(row: TransitionFactsRow, proposed: FlowRunProposal['proposed']): Case[] {
  const facts = toFacts(row)
  const own = typeof proposed === 'function' ? proposed(facts) : proposed
  return own ? [{ row, facts, proposed: own }] : []
}

function inOrder(ids: readonly string[], rows: readonly TransitionFactsRow[]): TransitionFactsRow[] {
  if (rows.length < 2) return [...rows]
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
}

function toFacts(row: TransitionFactsRow): FlowRunFacts {
  return {
    run: row,
    state: readStoredState(row),
    deployment: row.deployment_row_id
      ? {
          id: row.deployment_row_id,
          concurrency_limit_id: row.concurrency_limit_id,
          concurrency_options: row.concurrency_options as never,
        }
      : null,
  }
}

/** The limits and leases that rules may look at for these runs. [B1, B13-B22, B34] */
const touched = (cases: readonly Case[]) => ({
  limitIds: cases.flatMap(({ facts }) => facts.deployment?.concurrency_limit_id ?? []),
  leaseIds: cases.flatMap(({ facts, proposed }) =>
    [facts.state?.state_details, proposed.state_details].flatMap(
      (details) => details?.deployment_concurrency_lease_id ?? [],
    ),
  ),
})

/** What is to be saved. */
interface Decided {
  readonly moved: readonly Moved[]
  readonly before: Ledger
  readonly after: Ledger
  readonly now: Instant
}

/** Writes states, runs, slots, parents and events; the order satisfies the foreign keys. */
async function save(ctx: Context, db: Db, { moved, before, after, now }: Decided): Promise<void> {
  const written = moved.flatMap((one) => (one.decision.state ? [{ ...one, state: one.decision.state }] : []))
  const artifacts = await keepResults(ctx, db, {
    owned: written.map(({ row, state }) => ({ state, flow_run_id: row.id, task_run_id: null })),
    now,
  })
  // Together, because PostgreSQL then gets both in one round trip.
  await Promise.all([
    saveTransitions(
      db,
      written.map((one) => toTransition(one, artifacts, now)),
    ),
    appendTransitions(db, written.map(noteTransition)),
  ])
  await savePolicies(db, policyChanges(moved, now))
  await saveLedger(db, before, after)
  await retryFailedTaskRuns(ctx, db, moved)
  await copyStatesToParents(ctx, db, parentCopies(written))
}

/** Policies of runs whose state stays; the others' are written with their state. */
const policyChanges = (moved: readonly Moved[], now: Instant) =>
  moved.flatMap(({ row, decision }) => {
    const policy = decision.columns.empirical_policy
    return !decision.state && policy ? [{ run_id: row.id, empirical_policy: policy, now }] : []
  })

const parentCopies = (written: readonly Written[]) =>
  written.flatMap(({ row, state }) =>
    row.parent_task_run_id
      ? [{ taskRunId: row.parent_task_run_id, flowRunId: row.id, state: asKept(state) }]
      : [],
  )

interface Written extends Moved {
  readonly state: State
}

function toTransition(
  { row, decision, state }: Written,
  artifacts: ReadonlyMap<string, string>,
  now: Instant,
): ChangedRun {
  const changed: Partial<Pick<TransitionFactsRow, OptionalColumn>> = decision.columns
  const transition = {
    run_id: row.id,
    previous_state_id: row.state_id,
    state_id: state.id,
    type: state.type,
    name: state.name as string,
    timestamp: state.timestamp,
    message: state.message ?? null,
    state_details: storeDetails(state.state_details),
    result_artifact_id: artifacts.get(state.id) ?? null,
    run_count: changedOr(changed.run_count, row.run_count),
    start_time: changedOr(changed.start_time, row.start_time),
    end_time: changedOr(changed.end_time, row.end_time),
    total_run_time: changedOr(changed.total_run_time, row.total_run_time),
    expected_start_time: changedOr(changed.expected_start_time, row.expected_start_time),
    next_scheduled_start_time: changedOr(changed.next_scheduled_start_time, row.next_scheduled_start_time),
    empirical_policy: changedOr(changed.empirical_policy, row.empirical_policy),
    now,
  }
  return { transition, changed }
}

const changedOr = <T>(changed: T | undefined, before: T): T => (changed === undefined ? before : changed)
