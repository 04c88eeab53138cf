import type { TokenKind } from './lexer.ts'
import type { CallArguments, Expression } from './syntax.ts'
import { describeToken, type TokenStream } from './tokens.ts'
import { unescapeText } from './unescape.ts'
import type { Value } from './values.ts'

/** What a list of expressions may be: in a loop's head it ends at certain names, and a condition is none of it. */
export interface TupleOptions {
  /** Names behind which no further item comes. Default: none. */
  readonly endsAt?: readonly string[]
  /** Whether items may be choices (`a if b`). Default: true. */
  readonly choices?: boolean
  /** Whether it stands in round brackets, where it may be empty. Default: false. */
  readonly bracketed?: boolean
}

/** Reads an expression, a choice (`a if b else c`) too. */
export function parseExpression(stream: TokenStream): Expression {
  let expression = parseOr(stream)
  while (stream.skip('name', 'if')) {
    const test = parseOr(stream)
    const otherwise = stream.skip('name', 'else') ? parseExpression(stream) : undefined
    expression = { kind: 'choice', test, chosen: expression, otherwise }
  }
  return expression
}

/** Reads one expression, or several with commas between them, which are a tuple. */
export function parseTuple(stream: TokenStream, options: TupleOptions = {}): Expression {
  const { endsAt = [], choices = true, bracketed = false } = options
  const items: Expression[] = []
  let isTuple = false
  while (!isEndOfTuple(stream, endsAt)) {
    items.push(choices ? parseExpression(stream) : parseOr(stream))
    if (!stream.skip('operator', ',')) break
    isTuple = true
  }
  if (isTuple) return { kind: 'tuple', items }
  const [only] = items
  if (only) return only
  return bracketed
    ? { kind: 'tuple', items }
    : stream.fail(`Expected an expression, got '${describeToken(stream.current)}'`)
}

const isEndOfTuple = (stream: TokenStream, endsAt: readonly string[]): boolean =>
  stream.is('print end') ||
  stream.is('tag end') ||
  stream.is('operator', ')') ||
  (endsAt.length > 0 && stream.is('name', ...endsAt))

function parseOr(stream: TokenStream): Expression {
  let left = parseAnd(stream)
  while (stream.skip('name', 'or')) left = { kind: 'or', left, right: parseAnd(stream) }
  return left
}

function parseAnd(stream: TokenStream): Expression {
  let left = parseNot(stream)
  while (stream.skip('name', 'and')) left = { kind: 'and', left, right: parseNot(stream) }
  return left
}

const parseNot = (stream: TokenStream): Expression =>
  stream.skip('name', 'not') ? { kind: 'not', of: parseNot(stream) } : parseComparison(stream)

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=']

function parseComparison(stream: TokenStream): Expression {
  const first = parseSum(stream)
  const rest: [string, Expression][] = []
  for (;;) {
    const operator = comparisonAt(stream)
    if (operator === undefined) break
    rest.push([operator, parseSum(stream)])
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest }
}

function comparisonAt(stream: TokenStream): string | undefined {
  if (stream.is('operator', ...COMPARISONS)) return stream.next().text
  if (stream.skip('name', 'in')) return 'in'
  if (!stream.is('name', 'not')) return undefined
  const { kind, text } = stream.following
  if (kind !== 'name' || text !== 'in') return undefined
  stream.next()
  stream.next()
  return 'not in'
}

const binary = (operators: readonly string[], operand: (stream: TokenStream) => Expression) =>
  function parseBinary(stream: TokenStream): Expression {
    let left = operand(stream)
    while (stream.is('operator', ...operators)) {
      const operator = stream.next().text
      left = { kind: 'binary', operator, left, right: operand(stream) }
    }
    return left
  }

const parsePower = binary(['**'], (stream) => parseUnary(stream))
const parseProduct = binary(['*', '/', '//', '%'], parsePower)
const parseSum = binary(['+', '-'], parseJoined)

function parseJoined(stream: TokenStream): Expression {
  const parts = [parseProduct(stream)]
  while (stream.skip('operator', '~')) parts.push(parseProduct(stream))
  return parts.length === 1 ? (parts[0] as Expression) : { kind: 'joined', parts }
}

const parseUnary = (stream: TokenStream): Expression => parseSuffixes(stream, parseSigned(stream))

/** A sign binds closer than a filter, but not closer than what is called or looked up. */
function parseSigned(stream: TokenStream): Expression {
  if (stream.skip('operator', '-')) return { kind: 'negative', of: parseSigned(stream) }
  if (stream.skip('operator', '+')) return { kind: 'positive', of: parseSigned(stream) }
  return parsePostfix(stream, parsePrimary(stream))
}

const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

/** Reads what stands on its own: a constant, a name, something in brackets. */
export function parsePrimary(stream: TokenStream): Expression {
  switch (stream.current.kind) {
    case 'name': {
      const name = stream.next().text
      const constant = CONSTANTS.get(name)
      return constant === undefined ? { kind: 'name', name } : { kind: 'constant', value: constant }
    }
    case 'string':
      return { kind: 'constant', value: parseTexts(stream) }
    case 'integer':
      return { kind: 'constant', value: BigInt(stream.next().text.replaceAll('_', '')) }
    case 'float':
      return { kind: 'constant', value: Number(stream.next().text.replaceAll('_', '')) }
    default:
      return parseBracketed(stream)
  }
}

/** Texts that follow each other are one. */
function parseTexts(stream: TokenStream): string {
  let text = ''
  while (stream.is('string')) text += unescapeText(stream.next().text.slice(1, -1))
  return text
}

function parseBracketed(stream: TokenStream): Expression {
  if (stream.skip('operator', '(')) {
    const inner = parseTuple(stream, { bracketed: true })
    stream.expect('operator', ')')
    return inner
  }
  if (stream.skip('operator', '[')) return { kind: 'list', items: parseItems(stream, ']', parseExpression) }
  if (stream.skip('operator', '{')) return { kind: 'dict', items: parseItems(stream, '}', parsePair) }
  return stream.fail(`unexpected '${describeToken(stream.current)}'`)
}

function parseItems<T>(stream: TokenStream, end: string, parse: (stream: TokenStream) => T): readonly T[] {
  const items: T[] = []
  while (!stream.is('operator', end)) {
    if (items.length > 0) stream.expect('operator', ',')
    if (stream.is('operator', end)) break
    items.push(parse(stream))
  }
  stream.expect('operator', end)
  return items
}

function parsePair(stream: TokenStream): readonly [Expression, Expression] {
  const key = parseExpression(stream)
  stream.expect('operator', ':')
  return [key, parseExpression(stream)]
}

/** Reads the filters of a block of text: `filter a | b`. */
export function parseFilterOfBlock(stream: TokenStream): Expression {
  const name = stream.expect('name').text
  const args = stream.is('operator', '(') ? parseArguments(stream) : { positional: [], named: [] }
  return parseFilters(stream, { kind: 'filter', of: undefined, name, args })
}

/** Reads what is looked up in a value, and calls of it. */
function parsePostfix(stream: TokenStream, of: Expression): Expression {
  if (stream.is('operator', '.', '[')) return parsePostfix(stream, parseLookup(stream, of))
  if (stream.is('operator', '(')) {
    return parsePostfix(stream, { kind: 'call', of, args: parseArguments(stream) })
  }
  return of
}

/** Reads filters and tests of a value, and calls of what they give. */
function parseSuffixes(stream: TokenStream, of: Expression): Expression {
  if (stream.is('operator', '|')) return parseSuffixes(stream, parseFilters(stream, of))
  if (stream.is('name', 'is')) return parseSuffixes(stream, parseTest(stream, of))
  if (stream.is('operator', '(')) {
    return parseSuffixes(stream, { kind: 'call', of, args: parseArguments(stream) })
  }
  return of
}

function parseLookup(stream: TokenStream, of: Expression): Expression {
  if (stream.next().text === '[') return parseSubscript(stream, of)
  const name = stream.next()
  if (name.kind === 'name') return { kind: 'attribute', of, name: name.text }
  if (name.kind !== 'integer') stream.fail('expected name or number', name.line)
  return { kind: 'item', of, at: { kind: 'constant', value: BigInt(name.text.replaceAll('_', '')) } }
}

function parseSubscript(stream: TokenStream, of: Expression): Expression {
  const parts: Expression[] = []
  while (!stream.is('operator', ']')) {
    if (parts.length > 0) stream.expect('operator', ',')
    parts.push(parseSlice(stream, of))
  }
  stream.expect('operator', ']')
  const [only] = parts
  if (parts.length !== 1 || !only) return { kind: 'item', of, at: { kind: 'tuple', items: parts } }
  return only.kind === 'slice' && only.of === of ? only : { kind: 'item', of, at: only }
}

/** One bound, or two or three with colons between them, each of which may be left out. */
function parseSlice(stream: TokenStream, of: Expression): Expression {
  const bounds: (Expression | undefined)[] = []
  const readBound = () =>
    bounds.push(stream.is('operator', ':', ']', ',') ? undefined : parseExpression(stream))
  readBound()
  if (!stream.is('operator', ':'))
    return bounds[0] ?? stream.fail(`unexpected '${describeToken(stream.current)}'`)
  while (bounds.length < 3 && stream.skip('operator', ':')) readBound()
  return { kind: 'slice', of, bounds }
}

/** Reads filters, each behind a bar. */
export function parseFilters(stream: TokenStream, value: Expression): Expression {
  let of = value
  while (stream.skip('operator', '|')) {
    const name = parseDottedName(stream)
    of = {
      kind: 'filter',
      of,
      name,
      args: stream.is('operator', '(') ? parseArguments(stream) : NO_ARGUMENTS,
    }
  }
  return of
}

const NO_ARGUMENTS: CallArguments = { positional: [], named: [] }
const STARTS_ARGUMENT: readonly TokenKind[] = ['name', 'string', 'integer', 'float']

function parseTest(stream: TokenStream, of: Expression): Expression {
  stream.next()
  const negated = stream.skip('name', 'not')
  const name = parseDottedName(stream)
  const test: Expression = { kind: 'test', of, name, args: parseTestArguments(stream) }
  return negated ? { kind: 'not', of: test } : test
}

/** A single argument of a test needs no brackets. */
function parseTestArguments(stream: TokenStream): CallArguments {
  if (stream.is('operator', '(')) return parseArguments(stream)
  const starts = STARTS_ARGUMENT.includes(stream.current.kind) || stream.is('operator', '[', '{')
  if (!starts || stream.is('name', 'else', 'or', 'and')) return NO_ARGUMENTS
  if (stream.is('name', 'is')) stream.fail('You cannot chain multiple tests with is')
  return { positional: [parsePostfix(stream, parsePrimary(stream))], named: [] }
}

function parseDottedName(stream: TokenStream): string {
  let name = stream.expect('name').text
  while (stream.skip('operator', '.')) name += `.${stream.expect('name').text}`
  return name
}

/** Reads what stands in the brackets of a call. */
export function parseArguments(stream: TokenStream): CallArguments {
  const { line } = stream.expect('operator', '(')
  const positional: Expression[] = []
  const named: [string, Expression][] = []
  let rest: Expression | undefined
  let restNamed: Expression | undefined
  const demand = (allowed: boolean) => {
    if (!allowed) stream.fail('invalid syntax for function call expression', line)
  }
  for (let first = true; !stream.is('operator', ')'); first = false) {
    if (!first) stream.expect('operator', ',')
    if (stream.is('operator', ')')) break
    if (stream.skip('operator', '*')) {
      demand(rest === undefined && restNamed === undefined)
      rest = parseExpression(stream)
    } else if (stream.skip('operator', '**')) {
      demand(restNamed === undefined)
      restNamed = parseExpression(stream)
    } else if (stream.is('name') && stream.following.kind === 'operator' && stream.following.text === '=') {
      demand(restNamed === undefined)
      const name = stream.next().text
      stream.next()
      named.push([name, parseExpression(stream)])
    } else {
      demand(rest === undefined && restNamed === undefined && named.length === 0)
      positional.push(parseExpression(stream))
    }
  }
  stream.expect('operator', ')')
  return { positional, named, rest, restNamed }
}
