import type { Kind } from '../schema/describe.ts'
import type { TableName } from '../schema/tables.ts'

/** What an operator of a filter asks of a row, as data; `interpret.ts` says it in SQL. */
export type Condition =
  | { readonly test: 'in' | 'in-common' | 'not-in'; readonly column: Column; readonly kind: Kind }
  | { readonly test: 'in-json'; readonly column: string; readonly key: string }
  | {
      readonly test: 'refers-to-one-with'
      readonly column: string
      readonly other: Other
      readonly kind: Kind
    }
  | { readonly test: 'like' | 'starts-with-one'; readonly column: string }
  | { readonly test: 'like-or-other'; readonly column: string; readonly tie: string; readonly other: Other }
  | { readonly test: 'at-most' | 'at-least'; readonly column: Column }
  | { readonly test: 'equals'; readonly column: string }
  | { readonly test: 'null' | 'not-null'; readonly column: string }
  | { readonly test: 'has-all' | 'has-one' | 'no-elements'; readonly column: string }
  | { readonly test: 'referred-to' | 'not-referred-to'; readonly column: string; readonly other: Other }

/** A column of the filtered table, or the first of several that is not null. */
export type Column = string | readonly string[]

/** A row of another table that is tied to the filtered one. */
export interface Other {
  readonly table: TableName
  /** Its column that equals the one of the filtered row. */
  readonly key: string
  /** Its column that the test is about, where the row's existence alone is not enough. */
  readonly column?: string
}

type OperatorsOf<Criteria> = Exclude<keyof Criteria, 'operator'> & string

/** How each operator of one field reads the row. */
export type Operators<Criteria> = { readonly [O in OperatorsOf<Criteria>]: Condition }

/** One field of a filter. */
export type Field<Criteria = Record<string, unknown>> =
  /** Operators side by side: all of them, or what the criteria's own `operator` says. */
  | { readonly rule: 'operators'; readonly operators: Operators<Criteria> }
  /** Groups of operators; one that makes more or less than one comparison is passed over. [D7] */
  | {
      readonly rule: 'single-comparisons'
      readonly groups: { readonly [G in OperatorsOf<Criteria>]: Operators<NonNullable<Criteria[G]>> }
    }
  /** `is_null_` true wins over `any_`, `any_` over `is_null_` false. [D8] */
  | { readonly rule: 'null-or-one-of'; readonly operators: Operators<Criteria> }
  /** A query of words over a text that is put together of columns. [D10] */
  | { readonly rule: 'words'; readonly columns: readonly string[] }
  /** Accepted and without effect. */
  | { readonly rule: 'ignored' }

/** A filter as a table: what each of its fields asks of a row of `table`. */
export interface FilterTable<Filter> {
  readonly table: TableName
  readonly fields: { readonly [F in OperatorsOf<Filter>]: Field<NonNullable<Filter[F]>> }
}

/** A filter or a part of one: what is absent or null asks for nothing. [D2] */
export type Given<Filter> = Filter extends object
  ? Filter extends readonly unknown[]
    ? Filter
    : { readonly [F in keyof Filter]?: Given<Filter[F]> | null | undefined }
  : Filter

/** Operators side by side. */
export const by = <Criteria>(operators: Operators<Criteria>) => ({ rule: 'operators', operators }) as const

/** One of these values; none match an empty list. [D2] */
export const isOneOf = (kind: Kind, column: Column): Condition => ({ test: 'in', column, kind })

/** One of these values, each of which very many rows may have. */
export const isOneOfFew = (kind: Kind, column: Column): Condition => ({ test: 'in-common', column, kind })

/** None of these values; null is never. [D2] */
export const isNoneOf = (kind: Kind, column: Column): Condition => ({ test: 'not-in', column, kind })

/** Contains this text, whatever the case; `%` and `_` are wildcards. [D3] */
export const isLike = (column: string): Condition => ({ test: 'like', column })

/** Null if true, not null if false. [D4] */
export const isNull = (column: string): Condition => ({ test: 'null', column })

/** Between two instants, either of which may be left open; both belong to it. [D4] */
export const period = (column: Column) =>
  ({ before_: { test: 'at-most', column }, after_: { test: 'at-least', column } }) as const

/** A JSON array of strings. [D5] */
export const tags = {
  all_: { test: 'has-all', column: 'tags' },
  any_: { test: 'has-one', column: 'tags' },
  is_null_: { test: 'no-elements', column: 'tags' },
} as const satisfies Record<string, Condition>
