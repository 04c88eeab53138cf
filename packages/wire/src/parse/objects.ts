import { isWrittenNumber } from '../json.ts'

/** An object as JSON has it: no list, not null. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isWrittenNumber(value)

/** What Python takes for false: null, false, zero and everything of length zero. */
export const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !isWrittenNumber(value)
    ? Object.keys(value).length === 0
    : !value
