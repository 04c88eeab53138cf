import type { Instant, TaskWorkerResponse } from '@reeve/wire'
import type { Context } from '../context.ts'
import { WaitingRoom } from './waiting-room.ts'

/** A task worker's connection. */
export interface Connection {
  /** The name by which the worker is known; it may have several connections. */
  readonly clientId: string
  readonly taskKeys: readonly string[]
}

/** The task workers that are connected to this process: who they are, who waits, and what they were sent. [J25] */
export class TaskWorkers {
  /** Workers that wait for a task run. */
  readonly waiting = new WaitingRoom()
  /** Claims on task runs that were sent and not yet acknowledged. */
  readonly claims = new Set<string>()
  readonly #connections = new Set<Connection>()

  /** Returns how to forget the connection. */
  connect(connection: Connection): () => void {
    this.#connections.add(connection)
    return () => {
      this.#connections.delete(connection)
    }
  }

  /** The connected workers, those alone that serve one of `taskKeys` if there are any. */
  list(taskKeys: readonly string[], now: Instant): TaskWorkerResponse[] {
    const workers = new Map<string, Set<string>>()
    for (const { clientId, taskKeys: keys } of this.#connections) {
      workers.set(clientId, new Set([...(workers.get(clientId) ?? []), ...keys]))
    }
    const wanted = [...workers].filter(
      ([, keys]) => taskKeys.length === 0 || taskKeys.some((key) => keys.has(key)),
    )
    return wanted.map(([identifier, keys]) => ({ identifier, task_keys: [...keys], timestamp: now }))
  }
}

const byServer = new WeakMap<Context['broadcast'], TaskWorkers>()

/** The task workers of the server that this context belongs to. */
export function taskWorkersOf({ broadcast }: Context): TaskWorkers {
  const known = byServer.get(broadcast)
  if (known) return known
  const workers = new TaskWorkers()
  byServer.set(broadcast, workers)
  broadcast.subscribe('scheduled-tasks', (keys) => {
    for (const key of keys) workers.waiting.callOne([key])
  })
  return workers
}
