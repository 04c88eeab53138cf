/** A place in the waiting room. */
export interface Place {
  /** Resolves when it is this one's turn. */
  readonly called: Promise<void>
  /** Gives the place up; whoever was called and leaves unserved passes the call on. */
  leave(): void
}

interface Guest {
  readonly keys: readonly string[]
  readonly call: () => void
}

/** Those who wait for something under one of several keys, called in the order in which they came. */
export class WaitingRoom {
  readonly #guests = new Set<Guest>()

  enter(keys: readonly string[]): Place {
    const { promise, resolve } = Promise.withResolvers<void>()
    const guest: Guest = { keys, call: resolve }
    this.#guests.add(guest)
    return {
      called: promise,
      leave: () => {
        if (!this.#guests.delete(guest)) this.callOne(keys)
      },
    }
  }

  /** Calls whoever has waited longest for one of these keys. */
  callOne(keys: readonly string[]): void {
    for (const guest of this.#guests) {
      if (!keys.some((key) => guest.keys.includes(key))) continue
      this.#guests.delete(guest)
      guest.call()
      return
    }
  }

  /** Calls everyone. */
  callAll(): void {
    for (const guest of this.#guests) guest.call()
    this.#guests.clear()
  }
}
