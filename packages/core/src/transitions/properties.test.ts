import { addSeconds, type JsonObject, type State, secondsBetween } from '@reeve/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExpired } from '../slots/leases.ts'
import { applySlotEffects, ledgerOf } from '../slots/ledger.ts'
import { API_WITH_PAUSES, speaksApi } from './client-version.ts'
import { decideFlowRuns } from './decide-batch.ts'
import { decideFlowRun, type FlowRunPolicyName } from './decide-flow-run.ts'
import { decideTaskRun, type TaskRunPolicyName } from './decide-task-run.ts'
import type { Client, FlowRunFacts, Ledger, RunTimes, Surroundings, TaskRunFacts } from './facts.ts'
import { holdsPersistedResult, isTerminal, STATE_TYPES, type StateParts } from './states.ts'
import {
  afterFlowRun,
  afterTaskRun,
  at,
  flowRun,
  idsFrom,
  LIMIT_ID,
  parent,
  propose,
  reeveId,
  slotLimit,
  state,
  surroundings,
  taskRun,
} from './testing.ts'

/* What holds whatever clients propose, in whatever order. */

const SECONDS_BETWEEN_STEPS = fc.constantFrom(0, 0, 0.000001, 0.5, 7, 400)
const type = fc.constantFrom(...STATE_TYPES)

const parts: fc.Arbitrary<StateParts> = fc.record(
  {
    type,
    name: fc.constantFrom('Late', 'AwaitingRetry', 'Resuming', 'Suspended', 'Submitting', 'Pending'),
    data: fc.constantFrom(null, { type: 'reference' }, { type: 'unpersisted' }, {}, 'text'),
    state_details: fc.record(
      {
        scheduled_time: fc.integer({ min: -1000, max: 1000 }).map(at),
        pause_timeout: fc.integer({ min: -1000, max: 1000 }).map(at),
        pause_reschedule: fc.boolean(),
        pause_key: fc.constantFrom('a', 'b'),
        transition_id: fc.constantFrom(reeveId(901), reeveId(902)),
        cache_key: fc.constantFrom('key', 'k'.repeat(2001)),
        deferred: fc.boolean(),
        retriable: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['type'] },
)

const client: fc.Arbitrary<Client> = fc.record({
  version: fc.constantFrom(null, '3.4.10', '3.4.11', '3.8.8'),
  apiVersion: fc.constantFrom(null, [0, 8, 2] as const, [0, 8, 3] as const, [0, 8, 4] as const),
})

const step = fc.record({
  parts,
  client,
  seconds: SECONDS_BETWEEN_STEPS,
  which: fc.nat(),
  force: fc.boolean(),
})
const steps = fc.array(step, { minLength: 1, maxLength: 25 })

const flowPolicy = fc.constantFrom<FlowRunPolicyName>('core', 'core', 'minimal', 'mark-late')
const taskPolicy = fc.constantFrom<TaskRunPolicyName>('core', 'core', 'client-side', 'background', 'minimal')
const retryPolicy = fc.constantFrom<JsonObject>({}, { retries: 1 }, { retries: 2, retry_delay: 3 })

/** The shape that every run has, whatever happened to it. */
function expectPossible({ run, state: current }: { run: RunTimes; state: State | null }): void {
  if (current === null) return
  expect(run.end_time !== null).toBe(isTerminal(current.type))
  if (current.type === 'RUNNING' || isTerminal(current.type)) expect(run.start_time).not.toBeNull()
  expect(run.next_scheduled_start_time).toBe(
    current.type === 'SCHEDULED' ? current.state_details.scheduled_time : null,
  )
  expect(run.expected_start_time).not.toBeNull()
  expect(run.run_count).toBeGreaterThanOrEqual(0)
}

/** Seconds spent in running states that were left. */
const timeRunning = (history: readonly State[]): number =>
  history.slice(1).reduce((sum, { timestamp }, index) => {
    const previous = history[index] as State
    return previous.type === 'RUNNING' ? sum + secondsBetween(previous.timestamp, timestamp) : sum
  }, 0)

function expectOrdered(history: readonly State[]): void {
  for (const [index, { timestamp }] of history.entries()) {
    const previous = history[index - 1]
    if (previous) expect(timestamp > previous.timestamp).toBe(true)
  }
}

describe('a flow run', () => {
  const situation = fc.record({
    steps,
    policy: flowPolicy,
    empirical_policy: retryPolicy,
    deployed: fc.boolean(),
  })

  it('never takes an impossible shape, and its counters equal its history', () => {
    fc.assert(
      fc.property(situation, ({ steps, policy, empirical_policy, deployed }) => {
        let facts = flowRun({ run: { empirical_policy }, deployment: deployed ? {} : null })
        let now = at(0)
        let counted = 0
        const history: State[] = []
        const newId = idsFrom(1)
        for (const each of steps) {
          now = addSeconds(now, each.seconds)
          const around = surroundings({ now, newId, client: each.client })
          const chosen = each.force ? 'minimal' : policy
          const decision = decideFlowRun(facts, propose(each.parts, now), {
            policy: chosen,
            ledger: ledgerOf([], []),
            surroundings: around,
          })
          const resuming =
            facts.run.empirical_policy.resuming === true && speaksApi(each.client, API_WITH_PAUSES)
          if (decision.state) {
            history.push(decision.state)
            // A rule that lets a run start over, or retry, says at the same time that it is not resuming.
            const startsOver = chosen === 'core' && facts.state !== null && isTerminal(facts.state.type)
            if (decision.state.type === 'RUNNING' && (!resuming || startsOver)) counted += 1
            expect(decision.state.state_details.flow_run_id).toBe(facts.run.id)
          } else {
            expect(decision.verdict.status).not.toBe('ACCEPT')
            expect(Object.keys(decision.columns)).toEqual(
              decision.columns.empirical_policy ? ['empirical_policy'] : [],
            )
          }
          expectStaysEnded(facts, decision.state, chosen)
          facts = afterFlowRun(facts, decision)
          expectPossible(facts)
        }
        expectOrdered(history)
        expect(facts.run.run_count).toBe(counted)
        expect(facts.run.total_run_time).toBeCloseTo(timeRunning(history), 5)
      }),
      { numRuns: 500 },
    )
  })
})

/** A run that has ended goes on only where the rules on terminal states let it. */
function expectStaysEnded(
  { run, state: current }: FlowRunFacts,
  written: State | null,
  policy: FlowRunPolicyName,
): void {
  if (policy !== 'core' || !current || !written || !isTerminal(current.type) || isTerminal(written.type))
    return
  expect(['SCHEDULED', 'PENDING', 'RUNNING']).toContain(written.type)
  expect(current.type === 'COMPLETED' && holdsPersistedResult(current)).toBe(false)
  if (written.type === 'SCHEDULED') expect(run.deployment_id).not.toBeNull()
  if (written.type === 'PENDING') expect(current.type).not.toBe('CANCELLED')
}

describe('a task run', () => {
  const situation = fc.record({
    steps,
    policy: taskPolicy,
    empirical_policy: retryPolicy,
    flowRuns: fc.boolean(),
  })

  it('never takes an impossible shape, and its counters equal its history', () => {
    fc.assert(
      fc.property(situation, ({ steps, policy, empirical_policy, flowRuns }) => {
        let facts = taskRun({
          run: { empirical_policy },
          flowRun: flowRuns ? parent(state({ type: 'RUNNING' })) : null,
        })
        let now = at(0)
        let counted = 0
        const history: State[] = []
        const newId = idsFrom(1)
        for (const each of steps) {
          now = addSeconds(now, each.seconds)
          const chosen = each.force ? 'minimal' : policy
          const options = {
            policy: chosen,
            ledger: ledgerOf([], []),
            surroundings: surroundings({ now, newId }),
          }
          const decision = decideTaskRun(facts, propose(each.parts, now), options)
          if (decision.state) {
            history.push(decision.state)
            counted = countAfter(facts, decision.state, { counted, policy: chosen })
          } else {
            expect(decision.columns).toEqual({})
          }
          facts = afterTaskRun(facts, decision)
          expectPossible(facts)
        }
        expectOrdered(history)
        expect(facts.run.run_count).toBe(counted)
        expect(facts.run.total_run_time).toBeCloseTo(timeRunning(history), 5)
      }),
      { numRuns: 500 },
    )
  })
})

/** A task that starts over counts from none again, unless it was forced to. */
function countAfter(
  { state: current }: TaskRunFacts,
  written: State,
  { counted, policy }: { counted: number; policy: TaskRunPolicyName },
): number {
  const startsOver =
    policy !== 'minimal' && current !== null && isTerminal(current.type) && !isTerminal(written.type)
  return (startsOver ? 0 : counted) + (written.type === 'RUNNING' ? 1 : 0)
}

const RUNS = 4
const limitOf = fc.integer({ min: 0, max: 3 })
const strategy = fc.constantFrom('ENQUEUE' as const, 'CANCEL_NEW' as const)

const limited = (collision_strategy: 'ENQUEUE' | 'CANCEL_NEW'): FlowRunFacts[] =>
  Array.from({ length: RUNS }, (_, index) =>
    flowRun({
      run: { id: reeveId(index + 1), infrastructure_pid: 'pid', empirical_policy: { retries: 1 } },
      state: { ...state({ type: 'SCHEDULED' }), id: reeveId(index + 50) },
      deployment: {
        concurrency_limit_id: LIMIT_ID,
        concurrency_options: { collision_strategy, grace_period_seconds: null },
      },
    }),
  )

const slotsOf = (ledger: Ledger) => {
  const limit = ledger.limits.get(LIMIT_ID)
  return { active: limit?.active_slots ?? 0, limit: limit?.limit ?? 0 }
}

describe('the slots of a limit', () => {
  it('are never more than it has and never fewer than none, whatever is proposed', () => {
    fc.assert(
      fc.property(steps, limitOf, strategy, (steps, limit, collision) => {
        const runs = limited(collision)
        let ledger = ledgerOf([slotLimit({ limit })], [])
        let now = at(0)
        const newId = idsFrom(1)
        for (const { parts, client, seconds, which, force } of steps) {
          now = addSeconds(now, seconds)
          const around = surroundings({ now, newId, client })
          const index = which % RUNS
          const facts = runs[index] as FlowRunFacts
          const policy = force ? 'minimal' : 'core'
          const decision = decideFlowRun(facts, propose(parts, now), { policy, ledger, surroundings: around })
          ledger = applySlotEffects(ledger, decision.slots, around)
          runs[index] = afterFlowRun(facts, decision)
          const { active } = slotsOf(ledger)
          expect(active).toBeGreaterThanOrEqual(0)
          expect(active).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 500 },
    )
  })

  /** What workers and engines do with a run, as opposed to what anyone could propose. */
  const LIFE: Readonly<Record<State['type'], readonly StateParts[]>> = {
    SCHEDULED: [{ type: 'PENDING' }, { type: 'CANCELLED' }],
    PENDING: [
      { type: 'PENDING', name: 'Submitting' },
      { type: 'RUNNING' },
      { type: 'CANCELLING' },
      { type: 'CRASHED' },
    ],
    RUNNING: [
      { type: 'COMPLETED' },
      { type: 'FAILED' },
      { type: 'PAUSED' },
      { type: 'CANCELLING' },
      { type: 'CRASHED' },
    ],
    PAUSED: [{ type: 'RUNNING' }, { type: 'CANCELLING' }],
    CANCELLING: [{ type: 'CANCELLED' }],
    COMPLETED: [{ type: 'SCHEDULED' }],
    FAILED: [{ type: 'SCHEDULED' }, { type: 'RUNNING' }],
    CANCELLED: [{ type: 'SCHEDULED' }],
    CRASHED: [{ type: 'SCHEDULED' }],
  }

  const reaped = (ledger: Ledger, around: Surroundings): Ledger => {
    const expired = [...ledger.leases.values()].filter((lease) => isExpired(lease, around.now))
    const effects = expired.map(({ id }) => ({ kind: 'release', leaseId: id }) as const)
    return applySlotEffects(ledger, effects, around)
  }

  it('are those that leases hold, however runs lose and regain theirs', () => {
    const moves = fc.array(
      fc.record({
        which: fc.nat(),
        choice: fc.nat(),
        seconds: SECONDS_BETWEEN_STEPS,
        client,
        reap: fc.boolean(),
      }),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(moves, limitOf, strategy, (moves, limit, collision) => {
        const runs = limited(collision)
        let ledger = ledgerOf([slotLimit({ limit })], [])
        let now = at(0)
        const newId = idsFrom(1)
        for (const { which, choice, seconds, client, reap } of moves) {
          now = addSeconds(now, seconds)
          const around = surroundings({ now, newId, client })
          if (reap) ledger = reaped(ledger, around)
          const index = which % RUNS
          const facts = runs[index] as FlowRunFacts
          const options = LIFE[(facts.state as State).type]
          const proposed = propose(options[choice % options.length] as StateParts, now)
          const decision = decideFlowRun(facts, proposed, { policy: 'core', ledger, surroundings: around })
          ledger = applySlotEffects(ledger, decision.slots, around)
          runs[index] = afterFlowRun(facts, decision)
          const held = [...ledger.leases.values()].reduce((sum, lease) => sum + lease.slots, 0)
          expect(slotsOf(ledger).active).toBe(held)
          expect(held).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a batch', () => {
  it('equals the same proposals one after the other', () => {
    const cases = fc.array(fc.record({ parts, current: type }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(cases, limitOf, strategy, flowPolicy, (cases, limit, collision, policy) => {
        const batch = cases.map(({ parts, current }, index) => ({
          facts: { ...(limited(collision)[index % RUNS] as FlowRunFacts), state: state({ type: current }) },
          proposed: propose(parts),
        }))
        const start = ledgerOf([slotLimit({ limit })], [])
        const together = decideFlowRuns(batch, { policy, ledger: start, surroundings: surroundings() })

        const around = surroundings()
        let ledger: Ledger = start
        const oneByOne = batch.map(({ facts, proposed }) => {
          const decision = decideFlowRun(facts, proposed, { policy, ledger, surroundings: around })
          ledger = applySlotEffects(ledger, decision.slots, around)
          return decision
        })
        expect(together).toEqual({ decisions: oneByOne, ledger })
      }),
      { numRuns: 200 },
    )
  })
})
