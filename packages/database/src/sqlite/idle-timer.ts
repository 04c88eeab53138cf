/** Tells when something was not used for a time, and again after each such time. Keeps no process alive. */
export class IdleTimer {
  readonly #timer: NodeJS.Timeout
  #wasUsed = true

  /** `onIdle` is called between one and two times `ms` after the last use. */
  constructor(ms: number, onIdle: () => void) {
    this.#timer = setInterval(() => {
      if (!this.#wasUsed) onIdle()
      this.#wasUsed = false
    }, ms).unref()
  }

  used(): void {
    this.#wasUsed = true
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

/** How long threads stay that have nothing to do. Each takes 8 to 11 MB, and a new one 30 ms. */
export const IDLE_THREAD_MS = 30_000
