import type { Instant, State } from '@reeve/wire'
import type { SlotLimit } from '../transitions/facts.ts'
import type { Heartbeat, Patience } from '../work/index.ts'

/** A run or task run that holds what another one waits for. */
export interface Holder {
  readonly kind: 'flow-run' | 'task-run' | 'deployment'
  readonly id: string
  /** Null where only the id is known. */
  readonly name: string | null
}

/** The run that is asked about. */
export interface AskedRun {
  readonly id: string
  readonly name: string
  readonly state: State | null
  readonly deployment_id: string | null
  readonly next_scheduled_start_time: Instant | null
  readonly end_time: Instant | null
  readonly run_count: number
  readonly retries: number | null
  /** True while the process that ran it waits for the next attempt by itself. */
  readonly retriesInProcess: boolean
  /** The name of the queue that it was put in; it stays when the queue goes. */
  readonly work_queue_name: string | null
  /** The worker that took it, by its labels. */
  readonly claimedBy: string | null
}

/** Its deployment, with the limit that its runs are held to. */
export interface AskedDeployment {
  readonly id: string
  readonly name: string
  readonly paused: boolean
  readonly last_polled: Instant | null
  readonly limit: SlotLimit | null
}

/** The schedule that made it. */
export interface AskedSchedule {
  readonly id: string
  readonly active: boolean
}

/** The queue that it waits in. */
export interface AskedQueue {
  readonly id: string
  readonly name: string
  readonly priority: number
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
  readonly last_polled: Instant | null
  /** Its runs that hold a slot. */
  readonly active: number
}

/** The pool of that queue. */
export interface AskedPool {
  readonly id: string
  readonly name: string
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
  /** Runs of all its queues that hold a slot. */
  readonly active: number
  /** Those heard of last, and the one that took the run. */
  readonly workers: readonly (Heartbeat & { readonly name: string })[]
}

/** Runs that are due and go first. */
export interface Ahead {
  readonly count: number
  /** True if there are more than were counted. */
  readonly isMore: boolean
  readonly first: readonly Holder[]
}

/** A limit that task runs of the run wait for. */
export interface FullTagLimit {
  readonly tag: string
  readonly limit: number
  readonly waiting: readonly Holder[]
  readonly holders: readonly Holder[]
}

/** All that is known about why a run does not run. */
export interface WhyFacts {
  readonly run: AskedRun
  readonly deployment: AskedDeployment | null
  readonly schedule: AskedSchedule | null
  readonly queue: AskedQueue | null
  readonly pool: AskedPool | null
  /** Some of those that hold slots of the pool, of the queue, of the deployment's limit. */
  readonly poolHolders: readonly Holder[]
  readonly queueHolders: readonly Holder[]
  readonly limitHolders: readonly Holder[]
  readonly ahead: Ahead
  readonly tagLimits: readonly FullTagLimit[]
  /** When the process of the run was last heard of, and after how long its silence means something. */
  readonly heartbeat: { readonly last: Instant; readonly limitSeconds: number } | null
}

/** When it is asked, and how patient the server is with workers. */
export interface Asking {
  readonly now: Instant
  readonly patience: Patience
}
