/** A queue's place among those of its pool. */
export interface Placed {
  readonly id: string
  /** From 1; the lowest is served first. */
  readonly priority: number
}

/** The first place that no queue of a pool holds. [E38] */
export function firstFreePriority(taken: readonly number[]): number {
  const held = new Set(taken)
  let priority = 1
  while (held.has(priority)) priority += 1
  return priority
}

/**
 * The queues of a pool that must move so that all places differ, with their new places. The moved queue, if there is
 * one, gets the place that it has in the list; whoever stood there or behind gives way as far as need be. [E38]
 */
export function renumber(queues: readonly Placed[], moved?: string): Placed[] {
  const changed: Placed[] = []
  let last = 0
  for (const queue of inOrder(queues, moved)) {
    last = Math.max(queue.priority, last + 1)
    if (last !== queue.priority) changed.push({ id: queue.id, priority: last })
  }
  return changed
}

const inOrder = (queues: readonly Placed[], moved: string | undefined): Placed[] =>
  queues.toSorted((a, b) => a.priority - b.priority || Number(b.id === moved) - Number(a.id === moved))
