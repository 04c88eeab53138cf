import { Refused } from '../../http/errors.ts'

/** A refusal for want of slots, with the seconds after which asking again may help. [F6, F14] */
export const locked = (detail: string, retryAfterSeconds: number): Refused =>
  new Refused(423, detail, { 'retry-after': printSeconds(retryAfterSeconds) })

/** Seconds always with a fraction: clients read them as a float. */
const printSeconds = (seconds: number): string =>
  Number.isInteger(seconds) ? seconds.toFixed(1) : String(seconds)
