import type { Instant, Json, JsonObject, State, StateDetails, StateType } from '@reeve/wire'

/** A state as a client proposes it: no id and no timestamp, those are the server's. [A4] */
export interface ProposedState {
  readonly type: StateType
  readonly name: string
  readonly message: string | null
  readonly data: Json
  readonly state_details: StateDetails
}

/** Who asked for the transition; older clients get older behaviour. [B60, B61] */
export interface Client {
  /** The release of the Python client, null if the user agent names none. */
  readonly version: string | null
  /** The API version header as [major, minor, patch]; null (absent) counts as the newest. */
  readonly apiVersion: readonly [number, number, number] | null
}

/** The columns of a run that rules read and transitions write, for flow and task runs alike. [A11-A23] */
export interface RunTimes {
  readonly run_count: number
  readonly start_time: Instant | null
  readonly end_time: Instant | null
  /** Seconds. */
  readonly total_run_time: number
  readonly expected_start_time: Instant | null
  readonly next_scheduled_start_time: Instant | null
}

/** What is known of a flow run when a transition is decided, loaded in one statement with the row locked. */
export interface FlowRunFacts {
  readonly run: RunTimes & {
    readonly id: string
    readonly deployment_id: string | null
    readonly parent_task_run_id: string | null
    readonly infrastructure_pid: string | null
    readonly empirical_policy: JsonObject
  }
  /** The state now in force; null only for rows made outside the API. [A30] */
  readonly state: State | null
  /** Null if the run has none or its row is gone. */
  readonly deployment: DeploymentFacts | null
}

/** What rules read of a deployment. [B14-B22] */
export interface DeploymentFacts {
  readonly id: string
  readonly concurrency_limit_id: string | null
  readonly concurrency_options: {
    readonly collision_strategy: 'ENQUEUE' | 'CANCEL_NEW'
    readonly grace_period_seconds: number | null
  } | null
}

/** A global concurrency limit as stored. [F1-F4] */
export interface SlotLimit {
  readonly id: string
  readonly name: string
  readonly limit: number
  readonly active: boolean
  readonly active_slots: number
  readonly denied_slots: number
  readonly slot_decay_per_second: number
  readonly avg_slot_occupancy_seconds: number
  readonly updated: Instant
}

/** Slots held on limits until they are given back or the lease expires. [F8, F10] */
export interface Lease {
  readonly id: string
  readonly resource_ids: readonly string[]
  readonly slots: number
  readonly holder: { readonly type: 'flow_run' | 'task_run' | 'deployment'; readonly id: string } | null
  readonly created_at: Instant
  readonly expiration: Instant
}

/**
 * The limits and leases that a batch of transitions may touch, loaded with their rows locked. Decisions of a
 * batch are made one after the other on it, so a slot that one gives back is there for the next.
 */
export interface Ledger {
  readonly limits: ReadonlyMap<string, SlotLimit>
  readonly leases: ReadonlyMap<string, Lease>
}

/** What a task-run rule reads beyond the run itself. */
export interface TaskRunFacts {
  readonly run: RunTimes & {
    readonly id: string
    readonly flow_run_id: string | null
    readonly flow_run_run_count: number
    readonly task_key: string
    readonly tags: readonly string[]
    readonly empirical_policy: JsonObject
  }
  readonly state: State | null
  /** The flow run it belongs to; null if it has none or the row is gone. */
  readonly flowRun: { readonly id: string; readonly run_count: number; readonly state: State | null } | null
  /** The newest unexpired state cached under the proposal's key. [B43] */
  readonly cached: State | null
  /** Ids of the v2 limits `tag:{tag}` of its tags, in the ledger. [B50] */
  readonly tagLimitIds: readonly string[]
  /** Leases that this run holds, in the ledger; those on other limits are left alone. [B56] */
  readonly heldLeaseIds: readonly string[]
  /** Rows of the older tag limits on its tags, ordered by tag; those whose tag has an active v2 limit are not asked. [F19] */
  readonly legacyTagLimits: readonly {
    id: string
    tag: string
    concurrency_limit: number
    active_slots: readonly string[]
  }[]
}

/** The server's settings that rules read, in seconds. */
export interface TransitionSettings {
  /** How long a run waits for a deployment slot before it asks again. */
  readonly deploymentSlotWaitSeconds: number
  readonly initialDeploymentLeaseSeconds: number
  readonly tagSlotWaitSeconds: number
  /** The longest that the wait for a slot of any other limit is taken to be. [F2] */
  readonly maximumSlotWaitSeconds: number
  readonly maxCacheKeyLength: number
}

/** What comes from outside into a decision, so that the rules stay pure. */
export interface Surroundings {
  readonly now: Instant
  readonly settings: TransitionSettings
  readonly client: Client
  /** A fresh id each time. */
  readonly newId: () => string
  /** Uniform in [0, 1). */
  readonly random: () => number
}

/** What was decided about a proposal, as the client reads it. [A34] */
export type Verdict =
  | { readonly status: 'ACCEPT'; readonly details: { readonly type: 'accept_details' } }
  | {
      readonly status: 'REJECT'
      readonly details: { readonly type: 'reject_details'; readonly reason: string | null }
    }
  | {
      readonly status: 'ABORT'
      readonly details: { readonly type: 'abort_details'; readonly reason: string | null }
    }
  | {
      readonly status: 'WAIT'
      readonly details: {
        readonly type: 'wait_details'
        readonly delay_seconds: number
        readonly reason: string | null
      }
    }

/** What a decision asks storage to change besides the run: applied to the ledger first, then saved. */
export type SlotEffect =
  /** Takes the lease's slots on its limits and starts it. */
  | { readonly kind: 'take'; readonly lease: Lease }
  | { readonly kind: 'renew'; readonly leaseId: string; readonly expiration: Instant }
  /** Gives the lease's slots back and ends it. */
  | { readonly kind: 'release'; readonly leaseId: string }
  /** Gives slots back that no lease accounts for. [B34] */
  | { readonly kind: 'give-back'; readonly limitId: string; readonly slots: number }
  /** Adds or removes a run on an older tag limit. [F19] */
  | {
      readonly kind: 'legacy-take' | 'legacy-release'
      readonly limitRowId: string
      readonly taskRunId: string
    }

/** The columns of a flow run that a transition may change, besides those that follow from the state. */
export type FlowRunColumns = RunTimes & { readonly empirical_policy: JsonObject }

/** The columns of a task run that a transition may change, besides those that follow from the state. */
export type TaskRunColumns = RunTimes & { readonly flow_run_run_count: number }

/** The outcome of one proposal for a flow run. */
export interface FlowRunDecision {
  readonly verdict: Verdict
  /** The state to be written, complete with id and timestamp; null if the current one stays. */
  readonly state: State | null
  /** Columns of the run to be written, with or without a state; only those that change. */
  readonly columns: Partial<FlowRunColumns>
  readonly slots: readonly SlotEffect[]
  /**
   * For clients older than API 0.8.3: every FAILED task run of the run is forced into this state and its
   * run_count set to 0. [B37b]
   */
  readonly failedTaskRuns: ProposedState | null
}

/** The outcome of one proposal for a task run. */
export interface TaskRunDecision {
  readonly verdict: Verdict
  readonly state: State | null
  /** Columns of the run to be written; only those that change. */
  readonly columns: Partial<TaskRunColumns>
  readonly slots: readonly SlotEffect[]
  /** The state is to be cached under this key. [B55] */
  readonly cache: { readonly key: string; readonly expiration: Instant | null } | null
  /** The run is to be handed to a task worker through this queue. [B59] */
  readonly enqueue: 'scheduled' | 'retry' | null
}
