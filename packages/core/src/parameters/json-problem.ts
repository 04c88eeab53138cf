/*
 * Where a text stops being JSON, said as Python's json module says it: clients read that as a reason.
 */

class Problem extends Error {
  readonly at: number
  constructor(what: string, at: number) {
    super(what)
    this.at = at
  }
}

/** Says why a text that `JSON.parse` refuses is not JSON: `Expecting value: line 1 column 1 (char 0)`. */
export function jsonProblem(text: string): string {
  try {
    const end = skipSpace(text, readValue(text, skipSpace(text, 0)))
    if (end < text.length) throw new Problem('Extra data', end)
    return 'Expecting value: line 1 column 1 (char 0)'
  } catch (problem) {
    if (problem instanceof Problem) return located(text, problem)
    throw problem
  }
}

function located(text: string, { message, at }: Problem): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return `${message}: line ${line} column ${at - before.lastIndexOf('\n')} (char ${at})`
}

const SPACE = /[ \t\n\r]*/y
const LITERAL = /null|true|false|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

const skipSpace = (text: string, at: number): number => match(SPACE, text, at)

/** Each reader returns where what it read ends. */
function readValue(text: string, at: number): number {
  switch (text[at]) {
    case '"':
      return readString(text, at)
    case '{':
      return readObject(text, at)
    case '[':
      return readArray(text, at)
    default: {
      const end = match(LITERAL, text, at)
      if (end < 0) throw new Problem('Expecting value', at)
      return end
    }
  }
}

function readArray(text: string, start: number): number {
  let at = skipSpace(text, start + 1)
  if (text[at] === ']') return at + 1
  for (;;) {
    at = skipSpace(text, readValue(text, at))
    if (text[at] === ']') return at + 1
    if (text[at] !== ',') throw new Problem("Expecting ',' delimiter", at)
    at = skipSpace(text, at + 1)
  }
}

function readObject(text: string, start: number): number {
  let at = skipSpace(text, start + 1)
  if (text[at] === '}') return at + 1
  for (;;) {
    if (text[at] !== '"') throw new Problem('Expecting property name enclosed in double quotes', at)
    at = skipSpace(text, readString(text, at))
    if (text[at] !== ':') throw new Problem("Expecting ':' delimiter", at)
    at = skipSpace(text, readValue(text, skipSpace(text, at + 1)))
    if (text[at] === '}') return at + 1
    if (text[at] !== ',') throw new Problem("Expecting ',' delimiter", at)
    at = skipSpace(text, at + 1)
  }
}

const FIRST_PRINTABLE = 0x20

function readString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') return at + 1
    if (character === '\\') at = readEscape(text, { start, at })
    else if (text.charCodeAt(at) < FIRST_PRINTABLE) throw new Problem('Invalid control character at', at)
  }
  throw new Problem('Unterminated string starting at', start)
}

/** Returns where the escape's last character is. */
function readEscape(text: string, { start, at }: { start: number; at: number }): number {
  const escaped = text[at + 1]
  if (escaped === undefined) throw new Problem('Unterminated string starting at', start)
  if (escaped !== 'u') {
    if (!'"\\/bfnrt'.includes(escaped)) throw new Problem('Invalid \\escape', at)
    return at + 1
  }
  if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)))
    throw new Problem('Invalid \\uXXXX escape', at + 1)
  return at + 5
}
