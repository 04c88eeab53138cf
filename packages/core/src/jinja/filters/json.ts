import { print, representFloat } from '../print.ts'
import { isInteger, isSequence, itemsOf, typeError, typeName, type Value } from '../values.ts'

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
  if (value instanceof Map) {
    const pairs = [...value].sort(([one], [other]) => (print(one) < print(other) ? -1 : 1))
    return enclose(
      pairs.map(([key, item]) => `${writeText(keyOf(key))}: ${write(item, step, margin + (step ?? ''))}`),
      { step, margin, brackets: '{}' },
    )
  }
  if (!isSequence(value)) return typeError(`Object of type ${typeName(value)} is not JSON serializable`)
  const items = itemsOf(value).map((item) => write(item, step, margin + (step ?? '')))
  return enclose(items, { step, margin, brackets: '[]' })
}

interface Enclosing {
  readonly step: string | undefined
  readonly margin: string
  readonly brackets: string
}

function enclose(parts: readonly string[], { step, margin, brackets }: Enclosing): string {
  const [open, close] = [...brackets]
  if (parts.length === 0) return brackets
  if (step === undefined) return `${open}${parts.join(', ')}${close}`
  const inner = `\n${margin}${step}`
  return `${open}${inner}${parts.join(`,${inner}`)}\n${margin}${close}`
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
