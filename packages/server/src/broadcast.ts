import type { Database } from '@reeve/database'
import type { JsonObject } from '@reeve/wire'
import type { Logger } from 'pino'

/** What is told to sockets after a commit. */
export interface Topics {
  /** Events in the order of their commit, each as the events socket sends it. */
  readonly events: readonly JsonObject[]
  readonly logs: readonly JsonObject[]
  /** The outbox has new rows; says nothing else, so that a transition need not build its event. */
  readonly outbox: null
  /** A bulk operation was asked for, or one that this server works on goes on. */
  readonly 'bulk-operations': 'asked' | 'goes-on'
  /** Task keys that have a run waiting for a task worker. */
  readonly 'scheduled-tasks': readonly string[]
  /** Pools that have messages for their workers. */
  readonly 'worker-cleanups': readonly string[]
}

type Topic = keyof Topics

/** Tells open sockets and waiting services, here and on other replicas, what was committed. */
export interface Broadcast {
  publish<T extends Topic>(topic: T, message: Topics[T]): void
  /** Returns how to stop listening. */
  subscribe<T extends Topic>(topic: T, listener: (message: Topics[T]) => void): () => void
}

/** Reads what another replica committed, by ids, in their order; for PostgreSQL's messages are too small for rows. */
export interface Reread {
  readonly events: (ids: readonly string[]) => Promise<readonly JsonObject[]>
  readonly logs: (ids: readonly string[]) => Promise<readonly JsonObject[]>
}

/** Tells the listeners of this process. One that fails is logged and does not keep the others from hearing. */
export class LocalBroadcast implements Broadcast {
  private readonly listeners = new Map<Topic, Set<(message: never) => void>>()
  private readonly log: Logger

  constructor(log: Logger) {
    this.log = log
  }

  publish<T extends Topic>(topic: T, message: Topics[T]): void {
    for (const listener of this.listeners.get(topic) ?? []) {
      try {
        listener(message as never)
      } catch (err) {
        this.log.error({ err, topic }, 'Cannot tell a listener what was committed')
      }
    }
  }

  subscribe<T extends Topic>(topic: T, listener: (message: Topics[T]) => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set()
    this.listeners.set(topic, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  hasListeners(topic: Topic): boolean {
    return (this.listeners.get(topic)?.size ?? 0) > 0
  }
}

/** A hint to other replicas: where to look. */
type Hint =
  | { readonly from: string; readonly topic: 'events' | 'logs'; readonly ids: readonly string[] }
  | { readonly from: string; readonly topic: Keyed; readonly keys: readonly string[] }

/** Topics whose messages are small enough to be sent whole. */
type Keyed = 'scheduled-tasks' | 'worker-cleanups'

const CHANNEL = 'reeve_broadcast'
/** PostgreSQL refuses payloads from 8,000 bytes on; what is around the list takes some of them. */
const MAX_LIST_BYTES = 7_800

interface ReplicaOptions {
  readonly notifications: NonNullable<Database['notifications']>
  readonly reread: Reread
  readonly log: Logger
  /** Names this replica among the others. */
  readonly replica: string
}

/** Tells the listeners of this process at once, those of other replicas through the database. */
export async function replicaBroadcast(options: ReplicaOptions): Promise<Broadcast> {
  const { notifications, reread, log, replica } = options
  const local = new LocalBroadcast(log)
  const failed = (err: unknown) => log.warn({ err }, 'Cannot tell other replicas what was committed')

  const hear = async (payload: string) => {
    const hint: Hint = JSON.parse(payload)
    if (hint.from === replica || !local.hasListeners(hint.topic)) return
    if ('keys' in hint) local.publish(hint.topic, hint.keys)
    else local.publish(hint.topic, await reread[hint.topic](hint.ids))
  }
  await notifications.listen(CHANNEL, (payload) => {
    if (payload === '') return log.warn('The connection to other replicas broke; it is back')
    hear(payload).catch((err) => log.warn({ err }, 'Cannot read what another replica committed'))
  })

  return {
    publish(topic, message) {
      local.publish(topic, message)
      for (const hint of hintsFor(topic, message)) {
        notifications.notify(CHANNEL, JSON.stringify({ ...hint, from: replica })).catch(failed)
      }
    },
    subscribe: (topic, listener) => local.subscribe(topic, listener),
  }
}

type HintBody =
  | { readonly topic: Topic; readonly ids: readonly string[] }
  | { readonly topic: Topic; readonly keys: readonly string[] }

function hintsFor<T extends Topic>(topic: T, message: Topics[T]): HintBody[] {
  switch (topic) {
    case 'events':
    case 'logs': {
      const ids = (message as Topics['events']).map((item) => String(item.id))
      return inPieces(ids).map((piece) => ({ topic, ids: piece }))
    }
    case 'scheduled-tasks':
    case 'worker-cleanups':
      return inPieces(message as Topics[Keyed]).map((keys) => ({ topic, keys }))
    default:
      // Every replica looks for these by itself, and this one has just been told.
      return []
  }
}

/** Lists that each fit a payload. A text that alone does not fit is left out: its listeners also look from time to time. */
function inPieces(texts: readonly string[]): string[][] {
  const pieces: string[][] = []
  let room = 0
  for (const text of texts) {
    const size = Buffer.byteLength(JSON.stringify(text)) + 1
    if (size > MAX_LIST_BYTES) continue
    if (size > room) {
      pieces.push([])
      room = MAX_LIST_BYTES
    }
    pieces.at(-1)?.push(text)
    room -= size
  }
  return pieces
}
