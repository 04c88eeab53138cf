import type { JsonObject } from '@reeve/wire'

/** What is told to sockets after a commit. */
export interface Topics {
  /** Events in the order of their commit, each as the events socket sends it. */
  readonly events: readonly JsonObject[]
  readonly logs: readonly JsonObject[]
  /** Task keys that have a run waiting for a task worker. */
  readonly 'scheduled-tasks': readonly string[]
}

/** Tells open sockets and waiting services, here and on other replicas, what was committed. */
export interface Broadcast {
  publish<T extends keyof Topics>(topic: T, message: Topics[T]): void
  /** Returns how to stop listening. */
  subscribe<T extends keyof Topics>(topic: T, listener: (message: Topics[T]) => void): () => void
}
