import { isWrittenNumber, type Json, parseNumbers, writtenNumber } from '@reeve/wire'

/**
 * The value of a JSON text in which numbers that JavaScript would write otherwise (`5.0`, integers beyond 2^53) keep
 * the text in which they were sent: `JSON.stringify` writes them as they were. Throws SyntaxError.
 */
export const readExactJson = (text: string): Json =>
  parseNumbers(text, (value, source) => (String(value) === source ? value : writtenNumber(source))) as Json

/** Whether a value is an object, and not a number that keeps its text. */
export const isRecord = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isWrittenNumber(value)

/**
 * A value as Python's `json.dumps` writes it with sorted keys, which is what checksums are made of. Numbers are told
 * apart as integers and floats where the value comes from `readExactJson`. [J4]
 */
export function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (isWrittenNumber(value)) return numberText(value.rawJSON)
  if (isRecord(value)) {
    const keys = Object.keys(value).sort(byCodePoint)
    return `{${keys.map((key) => `${asciiText(key)}: ${pythonJson(value[key] as Json)}`).join(', ')}}`
  }
  if (typeof value === 'string') return asciiText(value)
  return typeof value === 'number' ? numberText(String(value)) : String(value)
}

const NOT_ASCII = /[\u007f-\uffff]/g

/** What is beyond printable ASCII is written as UTF-16 units. */
const asciiText = (text: string): string =>
  JSON.stringify(text).replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const INTEGER = /^-?\d+$/
/** From here on, and below 1e-4, Python writes floats with an exponent. */
const FIRST_WITH_EXPONENT = 1e16

function numberText(source: string): string {
  if (INTEGER.test(source)) return source === '-0' ? '0' : source
  const value = Number(source)
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : 'NaN'
  const size = Math.abs(value)
  if (size !== 0 && (size >= FIRST_WITH_EXPONENT || size < 1e-4)) return exponentText(value)
  const text = Object.is(value, -0) ? '-0' : String(value)
  return Number.isInteger(value) ? `${text}.0` : text
}

/** At least two digits of exponent: `1e-07`. */
const exponentText = (value: number): string =>
  value.toExponential().replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`)

/** As Python orders texts; JavaScript compares UTF-16 units, which differs beyond U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (const [index, character] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const difference = (character.codePointAt(0) as number) - (other.codePointAt(0) as number)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
