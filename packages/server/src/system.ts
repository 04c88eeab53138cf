import { randomUUID } from 'node:crypto'
import type { Instant } from '@reeve/wire'
import type { Clock, Ids } from './context.ts'

const MICROSECONDS_PER_SECOND = 1_000_000n

/** The time of this machine, to the microsecond. */
export function systemClock(): Clock {
  let second = -1n
  let prefix = ''
  return {
    // The text of the second is kept: making it anew each time would triple the cost (1.2 us).
    now() {
      const microseconds = Temporal.Now.instant().epochNanoseconds / 1000n
      const current = microseconds / MICROSECONDS_PER_SECOND
      if (current !== second) {
        second = current
        const text = new Date(Number(current) * 1000).toISOString()
        prefix = `${text.slice(0, 10)} ${text.slice(11, 19)}.`
      }
      return (prefix + String(microseconds % MICROSECONDS_PER_SECOND).padStart(6, '0')) as Instant
    },
  }
}

/** Where the counter of a millisecond ends: 12 bits. */
const COUNTER_END = 4096

/**
 * Makes ids (UUIDv7) each greater than the one before, so that rows which are written together fill the pages of an
 * index one after the other. Within a millisecond they are counted; beyond what can be counted, and when the clock is
 * set back, they run ahead of it.
 */
export function increasingIds(): Ids['next'] {
  let millisecond = 0
  let prefix = ''
  let counter = 0
  return () => {
    const now = Date.now()
    if (now > millisecond || ++counter === COUNTER_END) {
      millisecond = Math.max(now, millisecond + 1)
      counter = 0
      const digits = millisecond.toString(16).padStart(12, '0')
      prefix = `${digits.slice(0, 8)}-${digits.slice(8)}-7`
    }
    return prefix + counter.toString(16).padStart(3, '0') + randomUUID().slice(18)
  }
}

/** Ids that follow the time, and random numbers. */
export const systemIds: Ids = { next: increasingIds(), random: Math.random }
