import { parseJson } from '@reeve/wire'

/** Why a text is no JSON, in the words and with the offset (in characters) that clients of the reference see. */
export class JsonSyntaxError extends Error {
  readonly offset: number
  constructor(message: string, text: string, index: number) {
    super(message)
    this.offset = [...text.slice(0, index)].length
  }
}

/** More levels than this are refused: every later step walks values recursively. */
export const MAX_DEPTH = 900

/** A JSON text with more than MAX_DEPTH levels. */
export class TooDeep extends Error {}

/**
 * The value of a JSON text. Also reads `NaN` and `Infinity`, which Python clients write. [L12]
 * Throws JsonSyntaxError or TooDeep.
 */
export function readJson(text: string): unknown {
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    return new Reader(text).document()
  }
  if (text.length > 2 * MAX_DEPTH && mayBeDeep(text) && isDeep(value)) throw new TooDeep()
  return value
}

/** Whether the brackets of a text, those inside of strings counted too, reach MAX_DEPTH levels. */
function mayBeDeep(text: string): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) | 0x20
    if (code === 0x7b) {
      depth++
      if (depth > MAX_DEPTH) return true
    } else if (code === 0x7d) depth--
  }
  return false
}

function isDeep(root: unknown): boolean {
  let level = [root].filter(isContainer)
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0; depth++) {
    level = level.flatMap((value) => Object.values(value).filter(isContainer))
  }
  return level.length > 0
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const PLAIN = /[ !#-[\]-\uffff]*/y
const HEX = /[0-9a-fA-F]{4}/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const WORDS: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]

/** Reads what JSON.parse refused, to say where and why or to accept the words that only Python writes. */
class Reader {
  private readonly text: string
  private index = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  document(): unknown {
    this.skip()
    const value = this.value()
    this.skip()
    if (this.index < this.text.length) this.fail('Extra data')
    return value
  }

  private value(): unknown {
    switch (this.text[this.index]) {
      case '"':
        return this.string()
      case '{':
        return this.nested(() => this.object())
      case '[':
        return this.nested(() => this.array())
      default:
        return this.word()
    }
  }

  private nested<T>(read: () => T): T {
    this.depth++
    if (this.depth > MAX_DEPTH) throw new TooDeep()
    const value = read()
    this.depth--
    return value
  }

  private object(): unknown {
    const entries: [string, unknown][] = []
    this.index++
    this.skip()
    if (this.take('}')) return {}
    do {
      this.skip()
      if (this.text[this.index] !== '"') this.fail('Expecting property name enclosed in double quotes')
      const key = this.string()
      this.skip()
      if (!this.take(':')) this.fail("Expecting ':' delimiter")
      this.skip()
      entries.push([key, this.value()])
      this.skip()
    } while (this.take(','))
    if (!this.take('}')) this.fail("Expecting ',' delimiter")
    return Object.fromEntries(entries)
  }

  private array(): unknown[] {
    const items: unknown[] = []
    this.index++
    this.skip()
    if (this.take(']')) return items
    do {
      this.skip()
      items.push(this.value())
      this.skip()
    } while (this.take(','))
    if (!this.take(']')) this.fail("Expecting ',' delimiter")
    return items
  }

  private string(): string {
    const start = this.index++
    let value = ''
    for (;;) {
      value += this.match(PLAIN)
      const character = this.text[this.index]
      if (character === undefined) this.fail('Unterminated string starting at', start)
      if (this.take('"')) return value
      if (character !== '\\') this.fail('Invalid control character at')
      value += this.escape(start)
    }
  }

  private escape(start: number): string {
    const backslash = this.index++
    const letter = this.text[this.index++]
    if (letter === undefined) this.fail('Unterminated string starting at', start)
    if (letter === 'u') {
      const digits = this.match(HEX)
      if (digits === '') this.fail('Invalid \\uXXXX escape', backslash + 1)
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    return ESCAPES[letter] ?? this.fail('Invalid \\escape', backslash)
  }

  private word(): unknown {
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.index)) {
        this.index += word.length
        return value
      }
    }
    const digits = this.match(NUMBER)
    return digits === '' ? this.fail('Expecting value') : parseJson(digits)
  }

  private skip(): void {
    this.match(SPACE)
  }

  private take(character: string): boolean {
    if (this.text[this.index] !== character) return false
    this.index++
    return true
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.index
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.index += found.length
    return found
  }

  private fail(message: string, index = this.index): never {
    throw new JsonSyntaxError(message, this.text, index)
  }
}
