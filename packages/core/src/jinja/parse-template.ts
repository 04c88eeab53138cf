import { tokenize } from './lexer.ts'
import {
  parseArguments,
  parseExpression,
  parseFilterOfBlock,
  parseFilters,
  parsePrimary,
  parseTuple,
} from './parse-expression.ts'
import type { Body, Expression, Signature, Statement, Target } from './syntax.ts'
import { describeToken, TokenStream } from './tokens.ts'

/** Reads a template. Throws a `TemplateSyntaxError` if it is none. */
export function parseTemplate(source: string): Body {
  const parser = new Parser(new TokenStream(tokenize(source)))
  return parser.parseBody([])
}

/** How a tag is read: what stands behind its name, and its body. */
type TagParser = (parser: Parser) => Statement

class Parser {
  readonly stream: TokenStream
  /** The tags that are open, and which tags each of them waits for. */
  readonly #open: { readonly tag: string; readonly until: readonly string[] }[] = []
  #tag = ''

  constructor(stream: TokenStream) {
    this.stream = stream
  }

  /** Reads up to one of these tags, whose name is left to be read; without tags, up to the end. */
  parseBody(until: readonly string[]): Body {
    const { stream } = this
    if (until.length > 0) this.#open.push({ tag: this.#tag, until })
    const body: Statement[] = []
    while (!stream.is('end')) {
      const { kind, text } = stream.next()
      if (kind === 'text') body.push({ kind: 'text', text })
      else if (kind === 'print start') {
        body.push({ kind: 'print', value: parseTuple(stream) })
        stream.expect('print end')
      } else {
        if (until.length > 0 && stream.is('name', ...until)) {
          this.#open.pop()
          return body
        }
        body.push(this.#parseTag())
        stream.expect('tag end')
      }
    }
    if (until.length > 0) this.#failOpen()
    return body
  }

  /** Reads the body of a tag: behind the end of the tag, up to one of these, whose name is read too. */
  parseBlock(...until: readonly [string, ...string[]]): { readonly body: Body; readonly end: string } {
    const tag = this.#tag
    this.stream.skip('operator', ':')
    this.stream.expect('tag end')
    const body = this.parseBody(until)
    this.#tag = tag
    return { body, end: this.stream.next().text }
  }

  #parseTag(): Statement {
    const { stream } = this
    if (!stream.is('name')) stream.fail('tag name expected')
    const { text, line } = stream.current
    const parse = TAGS.get(text)
    if (!parse) this.#failOpen(text, line)
    stream.next()
    this.#tag = text
    return parse(this)
  }

  /** Throws: a tag is unknown, or the template ends too soon. */
  #failOpen(unknown?: string, line?: number): never {
    const words = [
      unknown === undefined ? 'Unexpected end of template.' : `Encountered unknown tag '${unknown}'.`,
    ]
    const innermost = this.#open.at(-1)
    if (innermost) {
      const wanted = innermost.until.map((tag) => `'${tag}'`).join(' or ')
      const isMisplaced = unknown !== undefined && this.#open.some(({ until }) => until.includes(unknown))
      words.push(
        isMisplaced
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${wanted}.`
          : `Jinja was looking for the following tags: ${wanted}.`,
        `The innermost block that needs to be closed is '${innermost.tag}'.`,
      )
    }
    return this.stream.fail(words.join(' '), line)
  }
}

const TAGS: ReadonlyMap<string, TagParser> = new Map<string, TagParser>([
  ['if', parseIf],
  ['for', parseFor],
  ['set', parseSet],
  ['macro', parseMacro],
  ['call', parseCallBlock],
  ['filter', parseFilterBlock],
  ['with', parseWith],
  ['print', ({ stream }) => ({ kind: 'print', value: parseTuple(stream) })],
  ['block', parseNamedBlock],
  ['autoescape', parseAutoescape],
  ...['include', 'import', 'from', 'extends'].map((tag): [string, TagParser] => [tag, parseOtherTemplate]),
])

function parseIf(parser: Parser): Statement {
  const branches: { test: Expression; body: Body }[] = []
  for (;;) {
    const test = parseTuple(parser.stream, { choices: false })
    const { body, end } = parser.parseBlock('elif', 'else', 'endif')
    branches.push({ test, body })
    if (end === 'elif') continue
    return { kind: 'if', branches, otherwise: end === 'else' ? parser.parseBlock('endif').body : [] }
  }
}

function parseFor(parser: Parser): Statement {
  const { stream } = parser
  const target = parseTarget(parser)
  stream.expect('name', 'in')
  const over = parseTuple(stream, { choices: false, endsAt: ['recursive'] })
  const only = stream.skip('name', 'if') ? parseExpression(stream) : undefined
  const recursive = stream.skip('name', 'recursive')
  const { body, end } = parser.parseBlock('endfor', 'else')
  const otherwise = end === 'else' ? parser.parseBlock('endfor').body : []
  return { kind: 'for', target, over, only, recursive, body, otherwise }
}

function parseSet(parser: Parser): Statement {
  const { stream } = parser
  const target = parseTarget(parser)
  if (stream.skip('operator', '=')) return { kind: 'set', target, value: parseTuple(stream) }
  const filter = stream.is('operator', '|')
    ? parseFilters(stream, { kind: 'name', name: BODY_OF_SET })
    : undefined
  return { kind: 'set block', target, filter, body: parser.parseBlock('endset').body }
}

/** The name under which the filters of a `set` see its body; no template can write it. */
export const BODY_OF_SET = ' body'

/** Reads names to which values are given, with commas between them. */
function parseTarget(parser: Parser): Target {
  const { stream } = parser
  const items: Target[] = []
  let isTuple = false
  while (!stream.is('name', 'in') && !stream.is('tag end') && !stream.is('operator', ')', '=', '|')) {
    items.push(parseTargetItem(parser))
    if (!stream.skip('operator', ',')) break
    isTuple = true
  }
  const [only] = items
  if (!only) return stream.fail(`Expected an expression, got '${describeToken(stream.current)}'`)
  return isTuple ? { kind: 'tuple', items } : only
}

function parseTargetItem(parser: Parser): Target {
  const { stream } = parser
  if (stream.skip('operator', '(')) {
    const inner = parseTarget(parser)
    stream.expect('operator', ')')
    return inner
  }
  const { line } = stream.current
  const found = parsePrimary(stream)
  if (found.kind !== 'name')
    return stream.fail(`can't assign to '${found.kind === 'constant' ? 'const' : found.kind}'`, line)
  if (!stream.skip('operator', '.')) return found
  return { kind: 'attribute', of: found.name, name: stream.expect('name').text }
}

function parseMacro(parser: Parser): Statement {
  const name = parser.stream.expect('name').text
  const signature = parseSignature(parser)
  return { kind: 'macro', name, signature, body: parser.parseBlock('endmacro').body }
}

function parseSignature({ stream }: Parser): Signature {
  const names: string[] = []
  const defaults: Expression[] = []
  stream.expect('operator', '(')
  while (!stream.is('operator', ')')) {
    if (names.length > 0) stream.expect('operator', ',')
    names.push(stream.expect('name').text)
    if (stream.skip('operator', '=')) defaults.push(parseExpression(stream))
    else if (defaults.length > 0) stream.fail('non-default argument follows default argument')
  }
  stream.expect('operator', ')')
  return { names, defaults }
}

function parseCallBlock(parser: Parser): Statement {
  const { stream } = parser
  const signature = stream.is('operator', '(') ? parseSignature(parser) : { names: [], defaults: [] }
  const { line } = stream.current
  const call = parseExpression(stream)
  if (call.kind !== 'call') stream.fail('expected call', line)
  return { kind: 'call block', call, signature, body: parser.parseBlock('endcall').body }
}

function parseFilterBlock(parser: Parser): Statement {
  const filter = parseFilterOfBlock(parser.stream)
  return { kind: 'filter block', filter, body: parser.parseBlock('endfilter').body }
}

function parseWith(parser: Parser): Statement {
  const { stream } = parser
  const values: [Target, Expression][] = []
  while (!stream.is('tag end')) {
    if (values.length > 0) stream.expect('operator', ',')
    const target: Target = { kind: 'name', name: stream.expect('name').text }
    stream.expect('operator', '=')
    values.push([target, parseExpression(stream)])
  }
  return { kind: 'with', values, body: parser.parseBlock('endwith').body }
}

function parseNamedBlock(parser: Parser): Statement {
  const { stream } = parser
  const { text } = stream.expect('name')
  while (stream.is('name', 'scoped', 'required')) stream.next()
  if (stream.is('operator', '-')) {
    stream.fail(
      'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
    )
  }
  const { body } = parser.parseBlock('endblock')
  stream.skip('name', text)
  return { kind: 'block', body }
}

function parseAutoescape(parser: Parser): Statement {
  parseExpression(parser.stream)
  return { kind: 'block', body: parser.parseBlock('endautoescape').body }
}

/** What stands behind `include` and the like is read, and no more: there is nothing to load from. */
function parseOtherTemplate({ stream }: Parser): Statement {
  parseExpression(stream)
  while (!stream.is('tag end') && !stream.is('end')) {
    if (stream.is('operator', '(')) parseArguments(stream)
    else if (stream.is('name') || stream.is('operator', ',')) stream.next()
    else stream.fail(`expected token 'end of statement block', got '${describeToken(stream.current)}'`)
  }
  return { kind: 'other template' }
}
