import type { Value } from './values.ts'

/** A template that breaks the syntax, and the line where that shows, from 1. */
export class TemplateSyntaxError extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/** What a call passes on. */
export interface CallArguments {
  readonly positional: readonly Expression[]
  readonly named: readonly (readonly [string, Expression])[]
  readonly rest?: Expression | undefined
  readonly restNamed?: Expression | undefined
}

/** What has a value. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly items: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'slice'; readonly of: Expression; readonly bounds: readonly (Expression | undefined)[] }
  | { readonly kind: 'call'; readonly of: Expression; readonly args: CallArguments }
  | {
      readonly kind: 'filter'
      /** Undefined: what stands between the tags of a filter. */
      readonly of: Expression | undefined
      readonly name: string
      readonly args: CallArguments
    }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly args: CallArguments }
  | { readonly kind: 'not' | 'negative' | 'positive'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'joined'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'compare'
      readonly first: Expression
      readonly rest: readonly (readonly [string, Expression])[]
    }
  | {
      readonly kind: 'choice'
      readonly test: Expression
      readonly chosen: Expression
      readonly otherwise: Expression | undefined
    }

/** What `set` and `for` give values to. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tuple'; readonly items: readonly Target[] }
  | { readonly kind: 'attribute'; readonly of: string; readonly name: string }

/** The parameters of a macro, those with a default last. */
export interface Signature {
  readonly names: readonly string[]
  /** Of the last names. */
  readonly defaults: readonly Expression[]
}

export type Body = readonly Statement[]

/** What prints, or changes what names mean. */
export type Statement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly value: Expression }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly test: Expression; readonly body: Body }[]
      readonly otherwise: Body
    }
  | {
      readonly kind: 'for'
      readonly target: Target
      readonly over: Expression
      readonly only: Expression | undefined
      readonly recursive: boolean
      readonly body: Body
      readonly otherwise: Body
    }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | {
      readonly kind: 'set block'
      readonly target: Target
      readonly filter: Expression | undefined
      readonly body: Body
    }
  | {
      readonly kind: 'macro'
      readonly name: string
      readonly signature: Signature
      readonly body: Body
    }
  | {
      readonly kind: 'call block'
      readonly call: Expression
      readonly signature: Signature
      readonly body: Body
    }
  | { readonly kind: 'filter block'; readonly filter: Expression; readonly body: Body }
  | {
      readonly kind: 'with'
      readonly values: readonly (readonly [Target, Expression])[]
      readonly body: Body
    }
  | { readonly kind: 'block'; readonly body: Body }
  /** `include`, `import`, `from` and `extends`, for which there are no other templates. */
  | { readonly kind: 'other template' }
