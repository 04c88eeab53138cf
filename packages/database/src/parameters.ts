import type { Json } from '@reeve/wire'

/** A JSON value on its way into a statement. */
export class JsonParam {
  readonly value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}

/** A duration on its way into a statement. */
export class IntervalParam {
  readonly seconds: number
  constructor(seconds: number) {
    this.seconds = seconds
  }
}

/**
 * Marks a value to be stored in a JSON column; null becomes SQL's NULL. Arrays and objects cannot travel
 * unmarked, since a driver cannot tell JSON from a list.
 */
export const json = (value: Json | object): JsonParam => new JsonParam(value)

/** Marks a duration in seconds to be stored in an interval column. */
export const interval = (seconds: number): IntervalParam => new IntervalParam(seconds)
