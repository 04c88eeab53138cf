import { addSeconds, type Instant, type State } from '@reeve/wire'
import { ledgerOf } from '../slots/ledger.ts'
import { decideFlowRun, type FlowRunPolicyName } from './decide-flow-run.ts'
import { decideTaskRun, type TaskRunPolicyName } from './decide-task-run.ts'
import type {
  Client,
  FlowRunDecision,
  FlowRunFacts,
  Lease,
  SlotLimit,
  Surroundings,
  TaskRunDecision,
  TaskRunFacts,
} from './facts.ts'
import { proposeState, type StateParts } from './states.ts'

/* What tests of the rules build their situations from. */

export const NOW = '2026-03-01 12:00:00.000000' as Instant

/** The instant this many seconds after `NOW`. */
export const at = (seconds: number): Instant => addSeconds(NOW, seconds)

export const SETTINGS: Surroundings['settings'] = {
  deploymentSlotWaitSeconds: 30,
  initialDeploymentLeaseSeconds: 300,
  tagSlotWaitSeconds: 10,
  maximumSlotWaitSeconds: 30,
  maxCacheKeyLength: 2000,
}

export const NEWEST: Client = { version: '3.8.8', apiVersion: null }

/** Ids as Reeve makes them, counted. */
export function idsFrom(first: number): () => string {
  let next = first
  return () => reeveId(next++)
}

export const reeveId = (count: number): string => `0195a000-0000-7000-8000-${String(count).padStart(12, '0')}`
export const prefectId = (count: number): string =>
  `c0ffee00-0000-4000-8000-${String(count).padStart(12, '0')}`

export const surroundings = (given: Partial<Surroundings> = {}): Surroundings => ({
  now: NOW,
  settings: SETTINGS,
  client: NEWEST,
  newId: idsFrom(1),
  random: () => 0.5,
  ...given,
})

/** A state that began a minute before `NOW`. */
export const state = (parts: StateParts, timestamp: Instant = at(-60)): State => ({
  ...proposeState(parts, timestamp),
  id: reeveId(900),
  timestamp,
})

export const propose = (parts: StateParts, now: Instant = NOW) => proposeState(parts, now)

export interface FlowRunGiven {
  readonly run?: Partial<FlowRunFacts['run']>
  readonly state?: State | null
  readonly deployment?: Partial<NonNullable<FlowRunFacts['deployment']>> | null
}

export const RUN_TIMES = {
  run_count: 0,
  start_time: null,
  end_time: null,
  total_run_time: 0,
  expected_start_time: null,
  next_scheduled_start_time: null,
}

export const FLOW_RUN_ID = reeveId(100)
export const DEPLOYMENT_ID = reeveId(200)
export const LIMIT_ID = reeveId(300)
export const TASK_RUN_ID = reeveId(400)

/** A flow run; with `deployment` (an empty object will do) it belongs to one. */
export function flowRun({ run, state: current = null, deployment = null }: FlowRunGiven = {}): FlowRunFacts {
  return {
    run: {
      ...RUN_TIMES,
      id: FLOW_RUN_ID,
      deployment_id: deployment ? DEPLOYMENT_ID : null,
      parent_task_run_id: null,
      infrastructure_pid: null,
      empirical_policy: {},
      ...run,
    },
    state: current,
    deployment: deployment && {
      id: DEPLOYMENT_ID,
      concurrency_limit_id: null,
      concurrency_options: null,
      ...deployment,
    },
  }
}

export interface TaskRunGiven {
  readonly run?: Partial<TaskRunFacts['run']>
  readonly state?: State | null
  readonly flowRun?: TaskRunFacts['flowRun']
  readonly facts?: Partial<Pick<TaskRunFacts, 'cached' | 'tagLimitIds' | 'heldLeaseIds' | 'legacyTagLimits'>>
}

/** A task run without a flow run, unless one is given. */
export function taskRun({
  run,
  state: current = null,
  flowRun: parent = null,
  facts,
}: TaskRunGiven = {}): TaskRunFacts {
  return {
    run: {
      ...RUN_TIMES,
      id: TASK_RUN_ID,
      flow_run_id: parent?.id ?? null,
      flow_run_run_count: 0,
      task_key: 'task',
      tags: [],
      empirical_policy: {},
      ...run,
    },
    state: current,
    flowRun: parent,
    cached: null,
    tagLimitIds: [],
    heldLeaseIds: [],
    legacyTagLimits: [],
    ...facts,
  }
}

/** A flow run in this state as a task run sees it. */
export const parent = (current: State | null, run_count = 1): TaskRunFacts['flowRun'] => ({
  id: FLOW_RUN_ID,
  run_count,
  state: current,
})

export const slotLimit = (given: Partial<SlotLimit> = {}): SlotLimit => ({
  id: LIMIT_ID,
  name: 'deployment-limit',
  limit: 1,
  active: true,
  active_slots: 0,
  denied_slots: 0,
  slot_decay_per_second: 0,
  avg_slot_occupancy_seconds: 2,
  updated: NOW,
  ...given,
})

export const slotLease = (given: Partial<Lease> = {}): Lease => ({
  id: reeveId(500),
  resource_ids: [LIMIT_ID],
  slots: 1,
  holder: null,
  created_at: at(-60),
  expiration: at(240),
  ...given,
})

/** The run as it is once the decision is stored. */
export const afterFlowRun = (
  facts: FlowRunFacts,
  { state: written, columns }: FlowRunDecision,
): FlowRunFacts => ({
  ...facts,
  run: { ...facts.run, ...columns },
  state: written ?? facts.state,
})

/** The run as it is once the decision is stored. */
export const afterTaskRun = (
  facts: TaskRunFacts,
  { state: written, columns }: TaskRunDecision,
): TaskRunFacts => ({
  ...facts,
  run: { ...facts.run, ...columns },
  state: written ?? facts.state,
})

export interface FlowSituation extends FlowRunGiven {
  readonly policy?: FlowRunPolicyName
  readonly limits?: readonly SlotLimit[]
  readonly leases?: readonly Lease[]
  readonly surroundings?: Partial<Surroundings>
}

/** Decides a proposal in a situation; by the core policy and for the newest client, unless it says otherwise. */
export function decideFlow(situation: FlowSituation, parts: StateParts): FlowRunDecision {
  const { policy = 'core', limits = [], leases = [] } = situation
  const around = surroundings(situation.surroundings)
  return decideFlowRun(flowRun(situation), propose(parts, around.now), {
    policy,
    ledger: ledgerOf(limits, leases),
    surroundings: around,
  })
}

export interface TaskSituation extends TaskRunGiven {
  readonly policy?: TaskRunPolicyName
  readonly limits?: readonly SlotLimit[]
  readonly leases?: readonly Lease[]
  readonly surroundings?: Partial<Surroundings>
}

/** The same for a task run. */
export function decideTask(situation: TaskSituation, parts: StateParts): TaskRunDecision {
  const { policy = 'core', limits = [], leases = [] } = situation
  const around = surroundings(situation.surroundings)
  return decideTaskRun(taskRun(situation), propose(parts, around.now), {
    policy,
    ledger: ledgerOf(limits, leases),
    surroundings: around,
  })
}

/** What a client reads of a decision: `ACCEPT`, `ABORT: why`, `WAIT 5: why`, with the type and name if a state was written. */
export function told({ verdict, state: written }: FlowRunDecision | TaskRunDecision): string {
  const { status, details } = verdict
  const delay = details.type === 'wait_details' ? ` ${details.delay_seconds}` : ''
  const reason = details.type === 'accept_details' ? '' : `: ${details.reason}`
  return `${status}${delay}${reason}${written ? ` -> ${written.type}/${written.name}` : ''}`
}
