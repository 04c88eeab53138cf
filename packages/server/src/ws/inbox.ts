import type { Json } from '@reeve/wire'

/** What happens to the other side of an inbox. */
export interface InboxHooks {
  /** Answers a ping. */
  readonly pong: (data: Buffer) => void
  /** Stops and restarts reading. */
  readonly pause: () => void
  readonly resume: () => void
}

/** Reading pauses when this much waits to be handled, and goes on when half of it is. */
const MAX_PENDING_MESSAGES = 1_000
const MAX_PENDING_CHARACTERS = 8_000_000

type Item = { readonly message: Json; readonly characters: number } | { readonly ping: Buffer }

/**
 * Messages and pings in the order in which they came. A ping is answered when the reader comes back for more, that
 * is when everything before it is handled; how much may wait is bounded.
 */
export class Inbox {
  private readonly hooks: InboxHooks
  private items: Item[] = []
  private pendingMessages = 0
  private pendingCharacters = 0
  private isPaused = false
  private isEnded = false
  private isHandling = false
  private wake: () => void = () => {}

  constructor(hooks: InboxHooks) {
    this.hooks = hooks
  }

  message(message: Json, characters: number): void {
    this.items.push({ message, characters })
    this.pendingMessages++
    this.pendingCharacters += characters
    if (!this.isPaused && this.fills(1)) {
      this.isPaused = true
      this.hooks.pause()
    }
    this.wake()
  }

  ping(data: Buffer): void {
    if (this.items.length === 0 && !this.isHandling) this.hooks.pong(data)
    else this.items.push({ ping: data })
  }

  /** Nothing more will come; what has come can still be read. */
  end(): void {
    this.isEnded = true
    this.wake()
  }

  /** Batches of what has come, at most `limit` messages each, until the end. */
  async *batches(limit: number): AsyncGenerator<Json[]> {
    for (;;) {
      const batch = this.take(limit)
      if (batch.length > 0) {
        this.isHandling = true
        yield batch
        this.isHandling = false
      } else if (this.isEnded) return
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
      }
    }
  }

  async *messages(): AsyncGenerator<Json> {
    for await (const [message] of this.batches(1)) yield message as Json
  }

  /** The next messages; pings that stand before the first of them, or behind the last, are answered. */
  private take(limit: number): Json[] {
    const batch: Json[] = []
    const later: Item[] = []
    let index = 0
    for (; index < this.items.length && batch.length < limit; index++) {
      const item = this.items[index] as Item
      if ('ping' in item) {
        if (batch.length === 0) this.hooks.pong(item.ping)
        else later.push(item)
      } else {
        batch.push(item.message)
        this.pendingMessages--
        this.pendingCharacters -= item.characters
      }
    }
    this.items = [...later, ...this.items.slice(index)]
    this.resume()
    return batch
  }

  private resume(): void {
    if (!this.isPaused || this.fills(0.5)) return
    this.isPaused = false
    this.hooks.resume()
  }

  private fills(share: number): boolean {
    return (
      this.pendingMessages >= MAX_PENDING_MESSAGES * share ||
      this.pendingCharacters >= MAX_PENDING_CHARACTERS * share
    )
  }
}
