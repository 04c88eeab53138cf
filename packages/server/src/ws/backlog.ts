/**
 * Messages on their way to a socket that reads slower than they come. Beyond its size the newest are dropped: a
 * live view shows what it can, and all of it is stored elsewhere.
 */
export class Backlog<T> {
  private readonly size: number
  private messages: T[] = []
  private wake: () => void = () => {}

  constructor(size: number) {
    this.size = size
  }

  /** Adds as many of the messages as there is room for. */
  add(messages: readonly T[]): void {
    this.messages.push(...messages.slice(0, this.size - this.messages.length))
    this.wake()
  }

  /** The messages as they come, until the signal. */
  async *drain(until: AbortSignal): AsyncGenerator<T> {
    until.addEventListener('abort', () => this.wake(), { once: true })
    while (!until.aborted) {
      const message = this.messages.shift()
      if (message !== undefined) yield message
      else await this.more(until)
    }
  }

  private more(until: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve
      if (until.aborted) resolve()
    })
  }
}
