import { type Instant, instantFromMicroseconds } from '../instant.ts'

/** Limits that an operator sets and shapes enforce. Defaults are the reference's. */
export interface Limits {
  /** Of the compact JSON of a run's parameters, in bytes; 0 for none. [C7] Default 524,288. */
  readonly maxParameterSize: number
  /** Of a task run's cache key, in characters. Default 2,000. */
  readonly maxCacheKeyLength: number
  /** Labels of one resource of an event. Default 500. */
  readonly maxLabelsPerResource: number
  /** Related resources of one event. Default 100. */
  readonly maxRelatedResources: number
  /** Of an event's name, in characters. Default 1,024. */
  readonly maxEventNameLength: number
  /** Of runs that one schedule may keep scheduled. Default 50. */
  readonly maxScheduledRuns: number
}

export const DEFAULT_LIMITS: Limits = {
  maxParameterSize: 524_288,
  maxCacheKeyLength: 2_000,
  maxLabelsPerResource: 500,
  maxRelatedResources: 100,
  maxEventNameLength: 1_024,
  maxScheduledRuns: 50,
}

/** Judges timetables, which shapes take for texts: what is wrong with one, undefined if nothing is. */
export interface TimetableJudges {
  readonly cron: (text: string) => string | undefined
  readonly rrule: (text: string) => string | undefined
}

/** What reading a value depends on besides the value. */
export interface ParseContext {
  /** The time of the request: what "now" and fields made at the time of the request mean. */
  readonly now: Instant
  readonly limits: Limits
  readonly timetables: TimetableJudges
}

/** Takes every text for a timetable. */
const LENIENT: TimetableJudges = { cron: () => undefined, rrule: () => undefined }

/** The context of this moment, with the default limits, in which every text may be a timetable. */
export const currentContext = (): ParseContext => ({
  now: instantFromMicroseconds(BigInt(Date.now()) * 1000n),
  limits: DEFAULT_LIMITS,
  timetables: LENIENT,
})
