/*
 * Clients read the reasons of refusals, and those show values as Python prints them.
 */

/** A JSON value as Python's `repr` writes it. Whole numbers are shown as integers: JSON does not tell them apart. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return numberRepr(value)
  if (typeof value === 'string') return stringRepr(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const entries = Object.entries(value).map(([key, entry]) => `${stringRepr(key)}: ${pythonRepr(entry)}`)
  return `{${entries.join(', ')}}`
}

/** Below this, Python writes fractions with an exponent; JavaScript only from a hundredth of it on. */
const SMALLEST_PLAIN = 1e-4

function numberRepr(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= SMALLEST_PLAIN ? String(value) : exponentRepr(value)
}

/** At least two digits of exponent: `1e-07`. */
const exponentRepr = (value: number): string =>
  value.toExponential().replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`)

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
/** What Python does not print as it is: backslashes, controls, and separators other than the space. */
const UNPRINTABLE = /\\|[\p{C}\p{Z}]/gu

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(UNPRINTABLE, (character) =>
    character === ' ' ? character : (ESCAPES[character] ?? codeEscape(character)),
  )
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote
}

function codeEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const digits = code.toString(16)
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`
}
