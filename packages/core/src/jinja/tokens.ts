import type { Token, TokenKind } from './lexer.ts'
import { TemplateSyntaxError } from './syntax.ts'

const DESCRIPTIONS: Readonly<Partial<Record<TokenKind, string>>> = {
  text: 'template data / text',
  'print start': 'begin of print statement',
  'print end': 'end of print statement',
  'tag start': 'begin of statement block',
  'tag end': 'end of statement block',
  end: 'end of template',
}

/** What a token is called in messages. */
export const describeToken = ({ kind, text }: Token): string =>
  kind === 'name' || kind === 'operator' ? text : (DESCRIPTIONS[kind] ?? kind)

/** The tokens of a template, read one after the other. */
export class TokenStream {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
    this.#tokenAt(0)
  }

  get current(): Token {
    return this.#tokenAt(this.#at)
  }

  /** The token behind the current one. */
  get following(): Token {
    return this.#tokenAt(this.#at + 1)
  }

  next(): Token {
    const token = this.current
    this.#at++
    this.#tokenAt(this.#at)
    return token
  }

  /** The token at a place. Throws when a template could not be read so far. */
  #tokenAt(at: number): Token {
    const token = this.#tokens[Math.min(at, this.#tokens.length - 1)] as Token
    return token.kind === 'failure' ? this.fail(token.text, token.line) : token
  }

  /** Whether the current token is this one; without a text, any of its kind. */
  is(kind: TokenKind, ...texts: readonly string[]): boolean {
    return this.current.kind === kind && (texts.length === 0 || texts.includes(this.current.text))
  }

  /** Goes past the current token if it is this one. */
  skip(kind: TokenKind, text: string): boolean {
    const found = this.is(kind, text)
    if (found) this.next()
    return found
  }

  /** Goes past the current token, which must be this one. */
  expect(kind: TokenKind, text?: string): Token {
    if (text === undefined ? this.is(kind) : this.is(kind, text)) return this.next()
    const wanted = text ?? DESCRIPTIONS[kind] ?? kind
    if (this.is('end')) this.fail(`unexpected end of template, expected '${wanted}'.`)
    return this.fail(`expected token '${wanted}', got '${describeToken(this.current)}'`)
  }

  fail(message: string, line: number = this.current.line): never {
    throw new TemplateSyntaxError(message, line)
  }
}
