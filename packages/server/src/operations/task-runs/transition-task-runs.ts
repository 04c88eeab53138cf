import { TAG_PREFIX } from '@reeve/core/slots'
import {
  applySlotEffects,
  type Client,
  decideTaskRun,
  type Ledger,
  ledgerOf,
  type ProposedState,
  type SlotEffect,
  type TaskRunDecision,
  type TaskRunFacts,
  type TaskRunPolicyName,
  type Verdict,
} from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { enqueueScheduledTasks } from '@reeve/database/queries/scheduled-tasks/enqueue-scheduled-tasks'
import { loadLeasesOfHolders, loadLimits, loadLimitsByName } from '@reeve/database/queries/slots/load-ledger'
import {
  type LegacyTagLimitRow,
  loadLegacyTagLimits,
  loadTaskRunFacts,
  readCachedState,
  type TaskRunFactsRow,
} from '@reeve/database/queries/task-runs/load-transition-facts'
import {
  insertCacheEntries,
  saveLegacyTagSlots,
  saveTaskRunTransitions,
  type TaskRunTransition,
} from '@reeve/database/queries/task-runs/save-transitions'
import type { Instant, State } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { asKept, keepResults } from '../flow-runs/keep-results.ts'
import { readStoredState, storeDetails } from '../flow-runs/stored-state.ts'
import { surroundingsOf } from '../flow-runs/surroundings.ts'
import { saveLedger } from '../limits/ledger.ts'

/** One proposal for one task run. */
export interface TaskRunProposal {
  readonly id: string
  /** The state to propose; where it depends on the run, a function of it, null to leave the run alone. */
  readonly proposed: ProposedState | ((run: { readonly state: State | null }) => ProposedState | null)
  readonly policy: TaskRunPolicyName
  readonly client: Client
}

/** What became of it. [A34] */
export interface TaskRunOutcome {
  readonly task_run_id: string
  readonly task_key: string
  readonly status: Verdict['status']
  readonly details: Verdict['details']
  readonly state: State | null
  readonly written: boolean
  /** The run now waits for a task worker. [B59] */
  readonly enqueued: boolean
}

interface Situation {
  readonly row: TaskRunFactsRow
  readonly facts: TaskRunFacts
  readonly ledger: Ledger
  readonly legacy: readonly LegacyTagLimitRow[]
}

/**
 * Puts task runs through the rules within a unit of work, each with its own proposal; a proposal sees what
 * earlier ones of the list did to slots. Runs that do not exist are absent from the outcomes. [A31]
 */
export async function transitionTaskRuns(
  ctx: Context,
  db: Db,
  proposals: readonly TaskRunProposal[],
): Promise<TaskRunOutcome[]> {
  const rows = new Map(
    (
      await loadTaskRunFacts(
        db,
        proposals.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  const outcomes: TaskRunOutcome[] = []
  const written: Written[] = []
  for (const proposal of proposals) {
    const row = rows.get(proposal.id)
    if (!row) continue
    const proposed = stateFor(row, proposal)
    if (!proposed) continue
    const situation = await loadSituation(db, { row, proposed, now: ctx.clock.now() })
    const decided = await decide(ctx, db, { proposal: { ...proposal, proposed }, situation })
    outcomes.push(toOutcome(situation, decided))
    if (decided.state) written.push({ row, decision: decided, state: decided.state })
  }
  await save(ctx, db, written)
  return outcomes
}

const stateFor = (row: TaskRunFactsRow, { proposed }: TaskRunProposal) =>
  typeof proposed === 'function' ? proposed({ state: readStoredState(row) }) : proposed

/** What the rules read beyond the run: its tags' limits, who holds them, and a cached state. */
async function loadSituation(
  db: Db,
  { row, proposed, now }: { row: TaskRunFactsRow; proposed: ProposedState; now: Instant },
): Promise<Situation> {
  const wantsSlots = row.tags.length > 0
  const leases = wantsSlots ? await loadLeasesOfHolders(db, [row.id]) : []
  const tagLimits = wantsSlots
    ? await loadLimitsByName(
        db,
        row.tags.map((tag) => TAG_PREFIX + tag),
      )
    : []
  const named = new Set(tagLimits.map((limit) => limit.id))
  const others = leases.flatMap((lease) => lease.resource_ids.filter((id) => !named.has(id)))
  const limits = [...tagLimits, ...(await loadLimits(db, [...new Set(others)]))]
  const covered = new Set(
    tagLimits.filter(({ active }) => active).map((limit) => limit.name.slice(TAG_PREFIX.length)),
  )
  const legacy = await loadLegacyTagLimits(
    db,
    row.tags.filter((tag) => !covered.has(tag)),
  )
  const { cache_key, refresh_cache } = proposed.state_details
  const looksUp = proposed.type === 'RUNNING' && cache_key && !refresh_cache
  const cached = looksUp ? await readCachedState(db, cache_key, now) : undefined
  return {
    row,
    legacy,
    ledger: ledgerOf(limits, leases),
    facts: {
      run: row,
      state: readStoredState(row),
      flowRun: row.flow_row_id ? flowRunOf(row, row.flow_row_id) : null,
      cached: cached ? readStoredState(prefixed(cached)) : null,
      tagLimitIds: tagLimits.map((limit) => limit.id),
      heldLeaseIds: leases.map((lease) => lease.id),
      legacyTagLimits: legacy,
    },
  }
}

function flowRunOf(row: TaskRunFactsRow, id: string) {
  const state = readStoredState({
    state_id: row.flow_state_id,
    state_type: row.flow_state_type,
    state_name: row.flow_state_name,
    state_timestamp: row.flow_state_timestamp,
    state_message: row.flow_state_message,
    state_details: row.flow_state_details,
    state_data: null,
    result_data: null,
  })
  return { id, run_count: row.flow_row_run_count ?? 0, state }
}

const prefixed = (row: NonNullable<Awaited<ReturnType<typeof readCachedState>>>) => ({
  state_id: row.id,
  state_type: row.type,
  state_name: row.name,
  state_timestamp: row.timestamp,
  state_message: row.message,
  state_details: row.state_details,
  state_data: row.state_data,
  result_data: row.result_data,
})

/** Decides one proposal and writes what it does to slots, so that the next proposal sees it. */
async function decide(
  ctx: Context,
  db: Db,
  { proposal, situation }: { proposal: TaskRunProposal & { proposed: ProposedState }; situation: Situation },
): Promise<TaskRunDecision> {
  const now = ctx.clock.now()
  const surroundings = surroundingsOf(ctx, now, proposal.client)
  const decision = decideTaskRun(situation.facts, proposal.proposed, {
    policy: proposal.policy,
    ledger: situation.ledger,
    surroundings,
  })
  if (decision.slots.length > 0) {
    await saveLedger(db, situation.ledger, applySlotEffects(situation.ledger, decision.slots, surroundings))
    await saveLegacySlots(db, { legacy: situation.legacy, effects: decision.slots, now })
  }
  return decision
}

async function saveLegacySlots(
  db: Db,
  {
    legacy,
    effects,
    now,
  }: { legacy: readonly LegacyTagLimitRow[]; effects: readonly SlotEffect[]; now: Instant },
): Promise<void> {
  const changed = legacy.flatMap((limit) => {
    const active_slots = effects.reduce(
      (slots, effect) => legacyAfter(slots, effect, limit.id),
      limit.active_slots,
    )
    return active_slots === limit.active_slots ? [] : [{ id: limit.id, active_slots, now }]
  })
  await saveLegacyTagSlots(db, changed)
}

function legacyAfter(slots: string[], effect: SlotEffect, limitId: string): string[] {
  if (effect.kind !== 'legacy-take' && effect.kind !== 'legacy-release') return slots
  if (effect.limitRowId !== limitId) return slots
  const others = slots.filter((id) => id !== effect.taskRunId)
  return effect.kind === 'legacy-take' ? [...others, effect.taskRunId] : others
}

function toOutcome({ row, facts }: Situation, { verdict, state, enqueue }: TaskRunDecision): TaskRunOutcome {
  return {
    task_run_id: row.id,
    task_key: row.task_key,
    ...verdict,
    state: state ? asKept(state) : facts.state,
    written: state !== null,
    enqueued: enqueue !== null,
  }
}

interface Written {
  readonly row: TaskRunFactsRow
  readonly decision: TaskRunDecision
  readonly state: State
}

async function save(ctx: Context, db: Db, written: readonly Written[]): Promise<void> {
  const now = ctx.clock.now()
  const artifacts = await keepResults(ctx, db, {
    owned: written.map(({ row, state }) => ({ state, flow_run_id: row.flow_run_id, task_run_id: row.id })),
    now,
  })
  await saveTaskRunTransitions(
    db,
    written.map((one) => toTransition(one, artifacts, now)),
  )
  await insertCacheEntries(
    db,
    written.flatMap(({ decision: { cache }, state }) =>
      cache
        ? [
            {
              id: ctx.ids.next(),
              cache_key: cache.key,
              cache_expiration: cache.expiration,
              task_run_state_id: state.id,
              now,
            },
          ]
        : [],
    ),
  )
  await enqueueScheduledTasks(
    db,
    written.flatMap(({ row, decision: { enqueue } }) =>
      enqueue ? [{ id: row.id, task_key: row.task_key, queue: enqueue, enqueued: now }] : [],
    ),
  )
}

function toTransition(
  { row, decision, state }: Written,
  artifacts: ReadonlyMap<string, string>,
  now: Instant,
): TaskRunTransition {
  const columns = { ...row, ...decision.columns }
  return {
    run_id: row.id,
    state_id: state.id,
    type: state.type,
    name: state.name as string,
    timestamp: state.timestamp,
    message: state.message ?? null,
    state_details: storeDetails(state.state_details),
    result_artifact_id: artifacts.get(state.id) ?? null,
    run_count: columns.run_count,
    flow_run_run_count: columns.flow_run_run_count,
    start_time: columns.start_time,
    end_time: columns.end_time,
    total_run_time: columns.total_run_time,
    expected_start_time: columns.expected_start_time,
    next_scheduled_start_time: columns.next_scheduled_start_time,
    now,
  }
}
