/** One problem of a request, in the form in which pydantic reports it and clients read it. [L2] */
export interface Issue {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** What is wrong with a value, without where it stands. */
export type Problem = Pick<Issue, 'type' | 'msg' | 'ctx'>

/** Tells a problem from the value that a step makes otherwise; values here are no objects. */
export const isProblem = (value: string | number | boolean | Problem): value is Problem =>
  typeof value === 'object'

/** A problem that a check found, in words. */
export const valueError = (words: string): Problem => ({
  type: 'value_error',
  msg: `Value error, ${words}`,
  ctx: { error: {} },
})
