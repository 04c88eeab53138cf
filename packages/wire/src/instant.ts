/**
 * A point in time with microseconds, UTC. Inside Reeve it is always this text, `YYYY-MM-DD HH:MM:SS.ffffff`:
 * it compares with `<` and `===`, SQLite stores it as it is and PostgreSQL reads it as it is, and unlike
 * JavaScript's Date it keeps the microseconds that clients send. [L8, L12]
 */
export type Instant = string & { readonly __instant: unique symbol }

const MICROSECONDS_PER_SECOND = 1_000_000

/** The instant of a count of microseconds since 1970-01-01 UTC. */
export function instantFromMicroseconds(microseconds: bigint): Instant {
  let milliseconds = microseconds / 1000n
  let rest = microseconds % 1000n
  if (rest < 0n) {
    rest += 1000n
    milliseconds -= 1n
  }
  const text = new Date(Number(milliseconds)).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 23)}${String(rest).padStart(3, '0')}` as Instant
}

/** Microseconds since 1970-01-01 UTC. */
export function microsecondsOf(instant: Instant): bigint {
  return BigInt(millisecondsOf(instant)) * 1000n + BigInt(instant.slice(23, 26))
}

/** Milliseconds since 1970-01-01 UTC, the microseconds cut off. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(`${instant.slice(0, 10)}T${instant.slice(11, 23)}Z`)
}

/** The instant this many seconds later (earlier if negative); fractions count to the microsecond. */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return instantFromMicroseconds(
    microsecondsOf(instant) + BigInt(Math.round(seconds * MICROSECONDS_PER_SECOND)),
  )
}

/** The instant this many microseconds later. */
export function addMicroseconds(instant: Instant, microseconds: number): Instant {
  return instantFromMicroseconds(microsecondsOf(instant) + BigInt(microseconds))
}

/** Seconds as the float nearest to whole microseconds: sums of floats drift away from what they are made of. */
export const toMicroseconds = (seconds: number): number =>
  Math.round(seconds * MICROSECONDS_PER_SECOND) / MICROSECONDS_PER_SECOND

/** Seconds from `start` to `end`, negative if `end` is earlier. */
export function secondsBetween(start: Instant, end: Instant): number {
  const milliseconds = millisecondsOf(end) - millisecondsOf(start)
  return (
    (milliseconds * 1000 + Number(end.slice(23, 26)) - Number(start.slice(23, 26))) / MICROSECONDS_PER_SECOND
  )
}

/** How an instant looks on the wire: ISO 8601 with `Z`, and no fraction when it is zero. [L8] */
export function printInstant(instant: Instant): string {
  const fraction = instant.slice(19)
  return `${instant.slice(0, 10)}T${instant.slice(11, 19)}${fraction === '.000000' ? '' : fraction}Z`
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00(?::?00)?)?$/
/** As Python's `isoformat` writes what lies off UTC: by minutes, in old times by seconds too. */
const OFF_UTC = /^(\S+[T ]\d\d:\d\d:[\d.]+)([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/

/**
 * Reads what `printInstant`, Python's `isoformat` and both databases write. Any offset may stand there: the reference
 * keeps the time that a schedule gave a run in the zone of that schedule. Throws on anything else. [L8, L12]
 */
export function readInstant(text: string): Instant {
  const match = ISO.exec(text)
  if (!match) return readOffUtc(text)
  return `${match[1]} ${match[2]}.${(match[3] ?? '').padEnd(6, '0')}` as Instant
}

function readOffUtc(text: string): Instant {
  const [, local = '', sign, hours, minutes, seconds = '0'] = OFF_UTC.exec(text) ?? []
  if (!ISO.test(local)) throw new TypeError(`Cannot read "${text}" as an instant`)
  const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return addSeconds(readInstant(local), sign === '-' ? ahead : -ahead)
}
