import { joinTexts } from './bounds.ts'
import { Callable, Namespace, Range, Tuple, Undefined, type Value } from './values.ts'

/** A value as a template prints it: as Python's `str`. */
export function print(value: Value): string {
  if (typeof value === 'string') return value
  return value instanceof Undefined ? '' : represent(value)
}

/** A value as it stands within another one: as Python's `repr`. */
export function represent(value: Value): string {
  if (value === null) return 'None'
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return String(value)
    case 'number':
      return representFloat(value)
    case 'string':
      return representText(value)
    default:
      return representObject(value)
  }
}

function representObject(value: Exclude<Value, null | boolean | bigint | number | string>): string {
  if (value instanceof Map) {
    return `{${joinTexts(representPairs(value), ', ')}}`
  }
  if (value instanceof Tuple) {
    const inner = joinTexts(representItems(value.items), ', ')
    return value.items.length === 1 ? `(${inner},)` : `(${inner})`
  }
  if (value instanceof Range) {
    const { start, stop, step } = value
    return step === 1n ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`
  }
  if (value instanceof Undefined) return 'Undefined'
  if (value instanceof Namespace) return `<Namespace ${represent(value.attributes)}>`
  if (value instanceof Callable) return `<function ${value.name}>`
  return `[${joinTexts(representItems(value as readonly Value[]), ', ')}]`
}

function* representItems(items: readonly Value[]): Generator<string> {
  for (const item of items) yield represent(item)
}

function* representPairs(pairs: ReadonlyMap<Value, Value>): Generator<string> {
  for (const [key, item] of pairs) yield `${represent(key)}: ${represent(item)}`
}

/** From here on Python writes floats with an exponent. */
const LARGE = 1e16
const SMALL = 1e-4

/** A float as Python writes it: `1.0`, `1e+16`, `1e-05`. */
export function representFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (Object.is(value, -0)) return '-0.0'
  if (size !== 0 && (size >= LARGE || size < SMALL)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text as Python quotes it. */
export function representText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = [...text].map((character) => escapeCharacter(character, quote)).join('')
  return `${quote}${escaped}${quote}`
}

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`
  const known = ESCAPES[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) as number
  return code < 0x20 || (code >= 0x7f && code < 0xa1) ? `\\x${code.toString(16).padStart(2, '0')}` : character
}
