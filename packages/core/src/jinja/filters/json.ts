import { joinTexts } from '../bounds.ts'
import { print, representFloat } from '../print.ts'
import { type Dict, isInteger, isSequence, itemsOf, typeError, typeName, type Value } from '../values.ts'

/** Below this letters are written as they are. */
const FIRST_FOREIGN = 0x7f
const FOR_HTML = /[<>&']/g

/** A value as JSON that may stand in HTML: keys in order, foreign letters and what HTML minds escaped. */
export function toJson(value: Value, indent: Value): string {
  const step = isInteger(indent) ? ' '.repeat(Math.min(Number(indent), 100)) : undefined
  return write(value, step, '').replace(FOR_HTML, escapeUnit)
}

function write(value: Value, step: string | undefined, margin: string): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return writeFloat(value)
  if (typeof value === 'string') return writeText(value)
  if (value instanceof Map) return enclose(writePairs(value, step, margin), { step, margin, brackets: '{}' })
  if (!isSequence(value)) return typeError(`Object of type ${typeName(value)} is not JSON serializable`)
  return enclose(writeItems(value, step, margin), { step, margin, brackets: '[]' })
}

function* writeItems(value: Value, step: string | undefined, margin: string): Generator<string> {
  for (const item of itemsOf(value)) yield write(item, step, margin + (step ?? ''))
}

function* writePairs(dict: Dict, step: string | undefined, margin: string): Generator<string> {
  const pairs = [...dict].sort(([one], [other]) => (print(one) < print(other) ? -1 : 1))
  for (const [key, item] of pairs)
    yield `${writeText(keyOf(key))}: ${write(item, step, margin + (step ?? ''))}`
}

interface Enclosing {
  readonly step: string | undefined
  readonly margin: string
  readonly brackets: string
}

function enclose(parts: Iterable<string>, { step, margin, brackets }: Enclosing): string {
  const [open, close] = [...brackets]
  const inner = step === undefined ? '' : `\n${margin}${step}`
  const joined = joinTexts(parts, step === undefined ? ', ' : `,${inner}`)
  if (joined === '') return brackets
  return `${open}${inner}${joined}${step === undefined ? '' : `\n${margin}`}${close}`
}

const keyOf = (key: Value): string =>
  key === null || typeof key === 'boolean' ? String(key) : typeof key === 'string' ? key : print(key)

const writeFloat = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? representFloat(value) : value > 0 ? 'Infinity' : '-Infinity'
}

const writeText = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (unit) =>
    unit.charCodeAt(0) < FIRST_FOREIGN ? unit : escapeUnit(unit),
  )

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
