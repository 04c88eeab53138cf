import { TemplateSyntaxError } from './syntax.ts'

export type TokenKind =
  | 'text'
  | 'print start'
  | 'print end'
  | 'tag start'
  | 'tag end'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'end'
  /** What cannot be read any further; its text says why. */
  | 'failure'

/** A piece of a template. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly line: number
}

const OPENINGS = /\{([{%#])([-+]?)/g
const RAW = /\s*raw\s*(-?)%\}/y
const END_OF_RAW = /\{%(-?)\+?\s*endraw\s*([-+]?)%\}/g
const COMMENT_END = /([-+]?)#\}/g
const PIECES: readonly (readonly [TokenKind, RegExp])[] = [
  ['float', /(?<!\.)\d+(?:_\d+)*(?:(?:\.\d+(?:_\d+)*)?e[+-]?\d+(?:_\d+)*|\.\d+(?:_\d+)*)/iy],
  ['integer', /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy],
  ['name', /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy],
  ['string', /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y],
  ['operator', /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y],
]
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const TAG_END = /([-+]?)%\}/y
const PRINT_END = /(-?)\}\}/y

/** Cuts a template into its pieces. Where none is to be found a failure is the last one. */
export function tokenize(template: string): readonly Token[] {
  return new Lexer(template.replace(/\r\n|\r/g, '\n').replace(/\n$/, '')).run()
}

class Lexer {
  readonly #source: string
  readonly #tokens: Token[] = []
  #at = 0
  #counted = 0
  #line = 1
  /** The last tag ended in `-`: the text behind it starts without white space. */
  #trimming = false

  constructor(source: string) {
    this.#source = source
  }

  run(): readonly Token[] {
    try {
      while (this.#at < this.#source.length) this.#readText()
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error
      this.#tokens.push({ kind: 'failure', text: error.message, line: error.line })
      return this.#tokens
    }
    this.#tokens.push({ kind: 'end', text: '', line: this.#tokens.at(-1)?.line ?? 1 })
    return this.#tokens
  }

  #readText(): void {
    OPENINGS.lastIndex = this.#at
    const opening = OPENINGS.exec(this.#source)
    const end = opening?.index ?? this.#source.length
    this.#pushText(this.#source.slice(this.#at, end), opening?.[2] === '-')
    this.#at = end
    if (!opening) return
    this.#at += opening[0].length
    if (opening[1] === '#') this.#skipComment()
    else if (opening[1] === '{') this.#readCode('print')
    else if (!this.#readRaw()) this.#readCode('tag')
  }

  #pushText(text: string, trimmedBehind: boolean): void {
    const behind = this.#trimming ? text.trimStart() : text
    const line = this.#lineAt(this.#at)
    const kept = trimmedBehind ? behind.trimEnd() : behind
    this.#trimming = false
    if (kept !== '') this.#tokens.push({ kind: 'text', text: kept, line })
  }

  #skipComment(): void {
    COMMENT_END.lastIndex = this.#at
    const end = COMMENT_END.exec(this.#source)
    if (!end) this.#fail('Missing end of comment tag')
    this.#trimming = end[1] === '-'
    this.#at = end.index + end[0].length
  }

  /** Text between `raw` and `endraw` is taken as it stands. */
  #readRaw(): boolean {
    RAW.lastIndex = this.#at
    const start = RAW.exec(this.#source)
    if (!start) return false
    this.#trimming = start[1] === '-'
    this.#at = RAW.lastIndex
    END_OF_RAW.lastIndex = this.#at
    const end = END_OF_RAW.exec(this.#source)
    if (!end) this.#fail('Missing end of raw directive')
    this.#pushText(this.#source.slice(this.#at, end.index), end[1] === '-')
    this.#trimming = end[2] === '-'
    this.#at = end.index + end[0].length
    return true
  }

  #readCode(what: 'tag' | 'print'): void {
    const end = what === 'tag' ? TAG_END : PRINT_END
    const open: string[] = []
    this.#push(`${what} start`, '')
    for (;;) {
      this.#at += /^\s*/.exec(this.#source.slice(this.#at))?.[0].length ?? 0
      if (this.#at >= this.#source.length) return
      end.lastIndex = this.#at
      const found = open.length === 0 ? end.exec(this.#source) : null
      if (found) {
        this.#push(`${what} end`, '')
        this.#trimming = found[1] === '-'
        this.#at += found[0].length
        return
      }
      this.#readPiece(open)
    }
  }

  #readPiece(open: string[]): void {
    for (const [kind, pattern] of PIECES) {
      pattern.lastIndex = this.#at
      const text = pattern.exec(this.#source)?.[0]
      if (text === undefined) continue
      if (kind === 'operator') this.#balance(text, open)
      this.#push(kind, text)
      this.#at += text.length
      return
    }
    this.#fail(`unexpected char '${this.#source[this.#at]}' at ${this.#at}`)
  }

  #balance(text: string, open: string[]): void {
    const closer = CLOSERS[text]
    if (closer !== undefined) open.push(closer)
    if (text !== ')' && text !== ']' && text !== '}') return
    const expected = open.pop()
    if (expected === undefined) this.#fail(`unexpected '${text}'`)
    if (expected !== text) this.#fail(`unexpected '${text}', expected '${expected}'`)
  }

  #push(kind: TokenKind, text: string): void {
    this.#tokens.push({ kind, text, line: this.#lineAt(this.#at) })
  }

  #lineAt(position: number): number {
    for (; this.#counted < position; this.#counted++) if (this.#source[this.#counted] === '\n') this.#line++
    return this.#line
  }

  #fail(message: string): never {
    throw new TemplateSyntaxError(message, this.#lineAt(this.#at))
  }
}
