import { isWrittenNumber, plainNumber } from '../json.ts'
import { isProblem, type Problem } from './issue.ts'
import type { Reader } from './reader.ts'

const MAX_INT = 2 ** 63
const MAX_DIGITS = 4_300
const INTEGER = /^[+-]?\d+(?:_\d+)*(?:\.0+)?$/
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+)(?:e[+-]?\d+)?$/i
const NOT_FINITE = /^[+-]?(?:inf(?:inity)?|nan)$/i

const FINITE: Problem = { type: 'finite_number', msg: 'Input should be a finite number' }
const INT_TYPE: Problem = { type: 'int_type', msg: 'Input should be a valid integer' }
const INT_PARSING: Problem = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
}
const INT_SIZE: Problem = {
  type: 'int_parsing_size',
  msg: 'Unable to parse input string as an integer, exceeded maximum size',
}
const INT_FRACTION: Problem = {
  type: 'int_from_float',
  msg: 'Input should be a valid integer, got a number with a fractional part',
}
const FLOAT_TYPE: Problem = { type: 'float_type', msg: 'Input should be a valid number' }
const FLOAT_PARSING: Problem = {
  type: 'float_parsing',
  msg: 'Input should be a valid number, unable to parse string as a number',
}

/** The limits of a number, as JSON Schema names them. */
export interface Bounds {
  readonly maximum?: number
  readonly exclusiveMaximum?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
}

/** Reads integers; also from `true`, from `5.0` and from texts. */
export function integerReader(bounds: Bounds): Reader {
  const check = boundsCheck(bounds)
  return (sent, run) => {
    const input = plainNumber(sent)
    if (typeof input !== 'number' || !Number.isInteger(input)) run.converted()
    const value = toInteger(input)
    if (isProblem(value)) return run.fail(input, value)
    return check(value, input, run) ?? (isSized(value) ? value : run.fail(input, INT_SIZE))
  }
}

const plainIntegerReader = integerReader({})

/** Reads integers of any size. */
export const freeIntegerReader: Reader = (input, run) =>
  isWrittenNumber(input) ? input : plainIntegerReader(input, run)

function toInteger(input: unknown): number | Problem {
  if (typeof input === 'number') {
    if (!Number.isFinite(input)) return FINITE
    return Number.isInteger(input) ? input + 0 : INT_FRACTION
  }
  if (typeof input === 'boolean') return Number(input)
  if (typeof input !== 'string') return INT_TYPE
  if (input.length > MAX_DIGITS) return INT_SIZE
  const text = input.trim()
  if (!INTEGER.test(text)) return INT_PARSING
  const value = Number(text.replaceAll('_', '')) + 0
  return isSized(value) ? value : INT_SIZE
}

/** Whether the database could hold it. */
const isSized = (value: number): boolean => Math.abs(value) < MAX_INT

/** Reads numbers; also from booleans and texts. Refuses NaN and infinities, which no answer could carry. */
export function floatReader(bounds: Bounds): Reader {
  const check = boundsCheck(bounds)
  return (sent, run) => {
    const input = plainNumber(sent)
    if (typeof input !== 'number') run.converted()
    else if (Number.isInteger(input)) run.widened()
    const value = toFloat(input)
    return isProblem(value) ? run.fail(input, value) : (check(value, input, run) ?? value)
  }
}

function toFloat(input: unknown): number | Problem {
  if (typeof input === 'number') return Number.isFinite(input) ? input : FINITE
  if (typeof input === 'boolean') return Number(input)
  if (typeof input !== 'string') return FLOAT_TYPE
  const text = input.trim()
  if (!FLOAT.test(text)) return NOT_FINITE.test(text) ? FINITE : FLOAT_PARSING
  const value = Number(text.replaceAll('_', ''))
  return Number.isFinite(value) ? value : FINITE
}

type Check = (value: number, input: unknown, run: Parameters<Reader>[1]) => symbol | undefined

/** Checks limits in pydantic's order; the first one that is exceeded is reported. */
function boundsCheck({ maximum, exclusiveMaximum, minimum, exclusiveMinimum }: Bounds): Check {
  const limits = [
    maximum !== undefined && exceeds((value) => value <= maximum, 'less_than_equal', { le: maximum }),
    exclusiveMaximum !== undefined &&
      exceeds((value) => value < exclusiveMaximum, 'less_than', { lt: exclusiveMaximum }),
    minimum !== undefined && exceeds((value) => value >= minimum, 'greater_than_equal', { ge: minimum }),
    exclusiveMinimum !== undefined &&
      exceeds((value) => value > exclusiveMinimum, 'greater_than', { gt: exclusiveMinimum }),
  ].filter((limit) => limit !== false)
  return (value, input, run) => {
    for (const { holds, problem } of limits) if (!holds(value)) return run.fail(input, problem)
    return undefined
  }
}

const WORDS = {
  less_than_equal: 'less than or equal to',
  less_than: 'less than',
  greater_than_equal: 'greater than or equal to',
  greater_than: 'greater than',
} as const

const exceeds = (
  holds: (value: number) => boolean,
  type: keyof typeof WORDS,
  ctx: Record<string, number>,
) => ({
  holds,
  problem: { type, msg: `Input should be ${WORDS[type]} ${Object.values(ctx)[0]}`, ctx } satisfies Problem,
})
