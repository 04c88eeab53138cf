/** A pool as its runs are given out. */
export interface PolledPool {
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
}

/** A queue of the pool and the runs of it that hold a slot, counted where a limit asks for it. */
export interface PolledQueue {
  readonly id: string
  readonly name: string
  readonly is_paused: boolean
  readonly concurrency_limit: number | null
  readonly active: number | null
}

/** How many runs to give out at most. */
export interface Allotment {
  /** Of all queues together. */
  readonly total: number
  readonly queues: readonly { readonly id: string; readonly take: number }[]
}

/**
 * How many runs of which queues a poll may give out: what the limits of the pool and of each queue leave free, and
 * nothing of what is paused. Runs of all queues hold slots of the pool, whichever are polled. [E35, E36]
 */
export function allot(
  pool: PolledPool,
  queues: readonly PolledQueue[],
  poll: { readonly limit: number; readonly names: readonly string[] | null },
): Allotment {
  const active = queues.reduce((sum, queue) => sum + (queue.active ?? 0), 0)
  const total = pool.is_paused ? 0 : Math.min(poll.limit, left(pool.concurrency_limit, active))
  const asked = queues.filter(({ name, is_paused }) => !is_paused && (poll.names?.includes(name) ?? true))
  const takes = asked.map(({ id, concurrency_limit, active: held }) => ({
    id,
    take: Math.min(total, left(concurrency_limit, held ?? 0)),
  }))
  return { total, queues: takes.filter(({ take }) => take > 0) }
}

const left = (limit: number | null, active: number): number =>
  limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - active)
