import type { Arguments, Value } from '../values.ts'

/** What a filter may ask for. */
export interface Toolbox {
  /** Applies a filter by its name. Throws if there is none. */
  filter(name: string, value: Value, args: Arguments): Value
  /** Whether a value passes the test of this name. Throws if there is none. */
  test(name: string, value: Value, args: Arguments): boolean
}

/** What a filter makes of a value. */
export type Filter = (value: Value, args: Arguments, tools: Toolbox) => Value
