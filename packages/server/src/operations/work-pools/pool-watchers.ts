import type { Context } from '../../context.ts'

/** Who is told that a pool changed: the channels of workers on this server. Others find out when they report. */
export class PoolWatchers {
  private readonly watchers = new Map<string, Set<() => void>>()

  /** Calls back after each change of a pool; returns how to stop. */
  watch(poolId: string, changed: () => void): () => void {
    const watching = this.watchers.get(poolId) ?? new Set()
    this.watchers.set(poolId, watching.add(changed))
    return () => {
      watching.delete(changed)
      if (watching.size === 0 && this.watchers.get(poolId) === watching) this.watchers.delete(poolId)
    }
  }

  announce(poolId: string): void {
    for (const changed of [...(this.watchers.get(poolId) ?? [])]) changed()
  }
}

const ofContext = new WeakMap<object, PoolWatchers>()

/** The watchers of a server's pools. */
export function poolWatchersOf({ broadcast }: Context): PoolWatchers {
  const known = ofContext.get(broadcast)
  if (known) return known
  const made = new PoolWatchers()
  ofContext.set(broadcast, made)
  return made
}
