import { bindArguments, integerOf, textOf } from '../arguments.ts'
import { represent } from '../print.ts'
import {
  isInteger,
  isNumeric,
  isTruthy,
  TemplateFailure,
  typeError,
  typeName,
  Undefined,
  type Value,
} from '../values.ts'
import type { Filter } from './filter.ts'

const abs: Filter = (value) => {
  if (isInteger(value)) return BigInt(value) < 0n ? -BigInt(value) : BigInt(value)
  return typeof value === 'number'
    ? Math.abs(value)
    : typeError(`bad operand type for abs(): '${typeName(value)}'`)
}

/** Digits that a whole number of another base may have. */
const PREFIXES: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 16: '0x' }

const int: Filter = (value, args) => {
  const { default: otherwise = 0n, base } = bindArguments(args, ['default', 'base'])
  if (value instanceof Undefined) return value.fail()
  if (isInteger(value)) return BigInt(value)
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : otherwise
  return typeof value === 'string' ? (readInteger(value, integerOf(base, 10)) ?? otherwise) : otherwise
}

function readInteger(text: string, base: number): bigint | undefined {
  const plain = text.trim().replaceAll('_', '').toLowerCase()
  const [, sign, digits = ''] = /^([-+]?)(.*)$/s.exec(plain) ?? []
  const prefix = PREFIXES[base]
  const written = prefix ? prefix + (digits.startsWith(prefix) ? digits.slice(2) : digits) : digits
  try {
    if (/^\d+$|^0[box][\da-f]+$/.test(written)) return sign === '-' ? -BigInt(written) : BigInt(written)
  } catch {
    return undefined
  }
  const float = readFloat(text)
  return float === undefined || !Number.isFinite(float) ? undefined : BigInt(Math.trunc(float))
}

function readFloat(text: string): number | undefined {
  const plain = text.trim().replaceAll('_', '').toLowerCase()
  const special = /^([-+]?)(inf|infinity|nan)$/.exec(plain)
  if (special) return special[2] === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/.test(plain) ? Number(plain) : undefined
}

const float: Filter = (value, args) => {
  const { default: otherwise = 0 } = bindArguments(args, ['default'])
  if (value instanceof Undefined) return value.fail()
  if (isNumeric(value)) return Number(value)
  return typeof value === 'string' ? (readFloat(value) ?? otherwise) : otherwise
}

/** So many digits more tell whether a float lies exactly between two others. */
const EXACT = 25
const MOST_DIGITS = 100

/** Halves go to the even neighbour, as Python rounds. */
function roundEven(value: number, digits: number): number {
  if (digits < 0) return roundEven(value / 10 ** -digits, 0) * 10 ** -digits
  if (!Number.isFinite(value) || digits + EXACT > MOST_DIGITS) return value
  const rounded = Number(value.toFixed(digits))
  const rest = value.toFixed(digits + EXACT).slice(-EXACT)
  if (!/^50*$/.test(rest)) return rounded
  const last = value
    .toFixed(digits + EXACT)
    .replace('.', '')
    .at(-EXACT - 1)
  const down = Number(value.toFixed(digits + EXACT).slice(0, -EXACT))
  return Number(last) % 2 === 0 ? down : rounded
}

const round: Filter = (value, args) => {
  const { precision, method } = bindArguments(args, ['precision', 'method'])
  if (value instanceof Undefined) return value.fail()
  if (!isNumeric(value)) return typeError(`type ${typeName(value)} doesn't define __round__ method`)
  const digits = integerOf(precision, 0)
  if (textOf(method, 'common') === 'common') return roundCommonly(value, digits)
  const factor = 10 ** digits
  return (textOf(method, '') === 'ceil' ? Math.ceil : Math.floor)(Number(value) * factor) / factor
}

function roundCommonly(value: boolean | bigint | number, digits: number): bigint | number {
  if (!isInteger(value)) return roundEven(value, digits)
  return digits >= 0 ? BigInt(value) : BigInt(roundEven(Number(value), digits))
}

const DECIMAL = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']
const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB']

function bytesOf(value: Value): number {
  if (value instanceof Undefined) return value.fail()
  if (isNumeric(value)) return Number(value)
  if (typeof value !== 'string') {
    return typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`)
  }
  const bytes = readFloat(value)
  if (bytes !== undefined) return bytes
  throw new TemplateFailure('ValueError', `could not convert string to float: ${represent(value)}`)
}

const filesizeformat: Filter = (value, args) => {
  const { binary } = bindArguments(args, ['binary'])
  const isBinary = isTruthy(binary ?? false)
  const base = isBinary ? 1024 : 1000
  const bytes = bytesOf(value)
  if (bytes === 1) return '1 Byte'
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`
  const units = isBinary ? BINARY : DECIMAL
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(base)), units.length)
  return `${(bytes / base ** power).toFixed(1)} ${units[power - 1]}`
}

/** Filters that make numbers, or texts of them. */
export const numberFilters: Readonly<Record<string, Filter>> = { abs, filesizeformat, float, int, round }
