import { joinTexts, requireBits, requireRoom } from './bounds.ts'
import { print, represent } from './print.ts'
import {
  isInteger,
  isNumeric,
  isSequence,
  itemsOf,
  lengthOf,
  TemplateFailure,
  Tuple,
  typeError,
  typeName,
  Undefined,
  type Value,
} from './values.ts'

type Numeric = boolean | bigint | number

/** What an operator makes of two values. Throws what Python says if they do not go together. */
export function calculate(operator: string, left: Value, right: Value): Value {
  if (left instanceof Undefined) return left.fail()
  if (right instanceof Undefined) return right.fail()
  if (isNumeric(left) && isNumeric(right)) return calculateNumbers(operator, left, right)
  if (operator === '+') return concatenate(left, right)
  if (operator === '*')
    return repeat(left, right) ?? repeat(right, left) ?? unsupported(operator, left, right)
  if (operator === '%' && typeof left === 'string') return formatText(left, right)
  return unsupported(operator, left, right)
}

function calculateNumbers(operator: string, left: Numeric, right: Numeric): Value {
  return isInteger(left) && isInteger(right)
    ? calculateIntegers(operator, BigInt(left), BigInt(right))
    : calculateFloats(operator, Number(left), Number(right))
}

function calculateIntegers(operator: string, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      requireBits(left, right, 'product')
      return left * right
    case '/':
      return right === 0n ? divisionByZero('division by zero') : Number(left) / Number(right)
    case '//':
      return right === 0n ? divisionByZero('integer division or modulo by zero') : floorDivide(left, right)
    case '%':
      return right === 0n ? divisionByZero('integer modulo by zero') : left - floorDivide(left, right) * right
    default:
      return power(left, right)
  }
}

const floorDivide = (left: bigint, right: bigint): bigint => {
  const quotient = left / right
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient
}

function power(left: bigint, right: bigint): Value {
  if (right < 0n) {
    return left === 0n
      ? divisionByZero('0.0 cannot be raised to a negative power')
      : Number(left) ** Number(right)
  }
  requireBits(left, right, 'power')
  return left ** right
}

function calculateFloats(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? divisionByZero('float division by zero') : left / right
    case '//':
      return right === 0 ? divisionByZero('float floor division by zero') : Math.floor(left / right)
    case '%':
      return right === 0 ? divisionByZero('float modulo') : left - Math.floor(left / right) * right
    default:
      return left ** right
  }
}

function concatenate(left: Value, right: Value): Value {
  if (typeof left === 'string') {
    return typeof right === 'string'
      ? joinTexts([left, right])
      : typeError(`can only concatenate str (not "${typeName(right)}") to str`)
  }
  if (Array.isArray(left)) {
    if (Array.isArray(right)) requireRoom(left.length + right.length)
    return Array.isArray(right)
      ? [...left, ...right]
      : typeError(`can only concatenate list (not "${typeName(right)}") to list`)
  }
  if (left instanceof Tuple && right instanceof Tuple) return new Tuple([...left.items, ...right.items])
  return unsupported('+', left, right)
}

/** A text or list so many times; undefined if these are not a text or list and a number. */
function repeat(what: Value, count: Value): Value | undefined {
  if (!isInteger(count) || !(typeof what === 'string' || Array.isArray(what) || what instanceof Tuple)) {
    return undefined
  }
  const times = Math.max(0, Number(count))
  requireRoom(lengthOf(what) * times)
  if (typeof what === 'string') return what.repeat(times)
  const items = Array.from({ length: times }, () => itemsOf(what)).flat()
  return what instanceof Tuple ? new Tuple(items) : items
}

const unsupported = (operator: string, left: Value, right: Value): never =>
  typeError(
    `unsupported operand type(s) for ${operator === '**' ? '** or pow()' : operator}: '${typeName(left)}' and '${typeName(right)}'`,
  )

const divisionByZero = (message: string): never => {
  throw new TemplateFailure('ZeroDivisionError', message)
}

const DIRECTIVE = /%(?:\((\w+)\))?([-+ 0#]*)(\d+)?(?:\.(\d+))?([sdifrxXoeEgGc%])/g

/** A text with its `%s`, `%05d` and the like filled in. */
export function formatText(text: string, values: Value): string {
  const list = values instanceof Tuple ? [...values.items] : [values]
  let length = text.length
  const filled = text.replace(DIRECTIVE, (whole, name, flags, width, precision, type) => {
    if (type === '%') return '%'
    if (name === undefined && list.length === 0) typeError('not enough arguments for format string')
    const value = name === undefined ? (list.shift() as Value) : named(values, name)
    const one = pad(formatOne(value, { type, precision, whole }), { flags, width: Number(width ?? 0) })
    length += one.length
    requireRoom(length)
    return one
  })
  if (list.length > 0 && !(values instanceof Map) && !Array.isArray(values)) {
    typeError('not all arguments converted during string formatting')
  }
  return filled
}

function named(values: Value, name: string): Value {
  const value = values instanceof Map ? values.get(name) : typeError('format requires a mapping')
  if (value === undefined) throw new TemplateFailure('KeyError', name)
  return value
}

interface Directive {
  readonly type: string
  readonly precision: string | undefined
  readonly whole: string
}

function formatOne(value: Value, { type, precision, whole }: Directive): string {
  if (type === 's') return precision === undefined ? print(value) : print(value).slice(0, Number(precision))
  if (type === 'r') return represent(value)
  if (!isNumeric(value))
    return typeError(`${whole} format: a real number is required, not ${typeName(value)}`)
  const digits = Math.min(Number(precision ?? 6), 100)
  if ('eE'.includes(type))
    return Number(value)
      .toExponential(digits)
      .replace(/([+-])(\d)$/, '$10$2')
  if (type === 'f') return Number(value).toFixed(digits)
  if ('gG'.includes(type)) return String(Number(Number(value).toPrecision(Math.max(digits, 1))))
  const whole_ = isInteger(value) ? BigInt(value) : BigInt(Math.trunc(value))
  if (type === 'x') return whole_.toString(16)
  if (type === 'X') return whole_.toString(16).toUpperCase()
  return type === 'o' ? whole_.toString(8) : String(whole_)
}

function pad(text: string, { flags, width }: { readonly flags: string; readonly width: number }): string {
  requireRoom(width)
  const signed = flags.includes('+') && /^\d/.test(text) ? `+${text}` : text
  if (flags.includes('-')) return signed.padEnd(width)
  if (!flags.includes('0')) return signed.padStart(width)
  const sign = /^[+-]/.exec(signed)?.[0] ?? ''
  return sign + signed.slice(sign.length).padStart(width - sign.length, '0')
}

/** Whether two values are equal: numbers by what they are worth, lists and dictionaries by what they hold. */
export function areEqual(left: Value, right: Value): boolean {
  if (isNumeric(left) && isNumeric(right)) return Number(left) === Number(right) && sameInteger(left, right)
  if (left instanceof Undefined || right instanceof Undefined) {
    return left instanceof Undefined && right instanceof Undefined
  }
  if (left instanceof Map && right instanceof Map) {
    return left.size === right.size && [...left].every(([key, item]) => holds(right, key, item))
  }
  if (
    typeof left === 'object' &&
    isSequence(left) &&
    isSequence(right) &&
    typeName(left) === typeName(right)
  ) {
    const [one, other] = [itemsOf(left), itemsOf(right)]
    return one.length === other.length && one.every((item, index) => areEqual(item, other[index] as Value))
  }
  return left === right
}

const sameInteger = (left: Numeric, right: Numeric): boolean =>
  !(isInteger(left) && isInteger(right)) || BigInt(left) === BigInt(right)

function holds(dict: ReadonlyMap<Value, Value>, key: Value, item: Value): boolean {
  const found = dict.get(key)
  return found !== undefined && areEqual(found, item)
}

/** Below 0 if the left value comes first, above 0 if the right one does. Throws if they have no order. */
export function compareValues(operator: string, left: Value, right: Value): number {
  if (left instanceof Undefined) return left.fail()
  if (right instanceof Undefined) return right.fail()
  if (isInteger(left) && isInteger(right)) return Number(BigInt(left) - BigInt(right))
  if (isNumeric(left) && isNumeric(right)) return Number(left) - Number(right)
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (
    typeof left === 'object' &&
    isSequence(left) &&
    isSequence(right) &&
    typeName(left) === typeName(right)
  ) {
    return compareItems(operator, itemsOf(left), itemsOf(right))
  }
  return typeError(
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  )
}

function compareItems(operator: string, left: readonly Value[], right: readonly Value[]): number {
  const at = left.findIndex((item, index) => index >= right.length || !areEqual(item, right[index] as Value))
  if (at < 0) return left.length - right.length
  return at >= right.length ? 1 : compareValues(operator, left[at] as Value, right[at] as Value)
}

/** Whether a value is in a list, a text or the keys of a dictionary. */
export function isIn(item: Value, container: Value): boolean {
  if (typeof container === 'string') {
    return typeof item === 'string'
      ? container.includes(item)
      : typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`)
  }
  if (isSequence(container) || container instanceof Map || container instanceof Undefined) {
    return itemsOf(container).some((each) => areEqual(each, item))
  }
  return typeError(`argument of type '${typeName(container)}' is not iterable`)
}
