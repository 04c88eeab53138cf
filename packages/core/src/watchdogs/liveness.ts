import { type Instant, secondsBetween } from '@reeve/wire'
import { type Heartbeat, isSilent, type Patience } from '../work/index.ts'

/** For this long after somebody asked for the runs of a queue or a deployment, somebody serves it. [E31] */
export const SERVED_SECONDS = 60

/** Who may be at work on a run that was handed out. */
export interface Claim {
  /** The worker that took the run, as the run's labels name it; null if they do not. */
  readonly claimedBy: string | null
  /** Workers of the run's pool; that one is among them if it exists. */
  readonly workers: readonly (Heartbeat & { readonly name: string })[]
  /** When somebody last asked for runs of its queue, or of its deployment if it has no queue. */
  readonly lastPolled: Instant | null
}

/** Whether somebody is there who can still bring a run forward, and when somebody was last heard of. */
export interface Liveness {
  readonly isAlive: boolean
  readonly lastHeard: Instant | null
}

/**
 * Whether whoever took a run is alive: the worker that its labels name, or else any worker of its pool or whoever
 * asks for runs of its queue, as agents and `serve` do.
 */
export function livenessOf(
  { claimedBy, workers, lastPolled }: Claim,
  now: Instant,
  patience: Patience,
): Liveness {
  if (claimedBy !== null) {
    const claimer = workers.find(({ name }) => name === claimedBy)
    return {
      isAlive: claimer !== undefined && !isSilent(claimer, now, patience),
      lastHeard: claimer?.last_heartbeat_time ?? null,
    }
  }
  const heard = workers.map((worker) => worker.last_heartbeat_time)
  return {
    isAlive:
      workers.some((worker) => !isSilent(worker, now, patience)) ||
      (lastPolled !== null && secondsBetween(lastPolled, now) <= SERVED_SECONDS),
    lastHeard: latest(lastPolled === null ? heard : [...heard, lastPolled]),
  }
}

const latest = (instants: readonly Instant[]): Instant | null =>
  instants.reduce<Instant | null>((last, one) => (last === null || one > last ? one : last), null)
