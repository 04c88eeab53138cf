import type { ParseContext } from './context.ts'
import type { Issue, Problem } from './issue.ts'

/** Stands for a value that could not be read; the issues say why. */
export const FAILED: unique symbol = Symbol('failed')

/** How closely a value fits what read it; of the members of a union, the closest wins. */
export const Fit = { converted: 0, widened: 1, exact: 2 } as const
export type Fit = (typeof Fit)[keyof typeof Fit]

/** A request with more problems than this is told about the first ones only: each one repeats its input. */
const MAX_ISSUES = 1_000

interface OpenIssue extends Issue {
  readonly loc: (string | number)[]
}

interface Withheld {
  readonly failures: number
  readonly issues: readonly OpenIssue[]
}

/** One reading of one request: the issues found so far and what unions need to choose between members. */
export class Run {
  readonly context: ParseContext
  readonly issues: OpenIssue[] = []
  /** Problems found so far, those beyond the reported ones counted too. */
  failures = 0
  fit: Fit = Fit.exact
  /** Fields that were sent to the models read so far; null if none was read. */
  fieldsSet: number | null = null
  /** How many shapes that contain themselves are being read. */
  depth = 0

  constructor(context: ParseContext) {
    this.context = context
  }

  /** Notes a problem of `input`; whoever called the reader adds where it stands. */
  fail(input: unknown, problem: Problem): typeof FAILED {
    this.failures++
    if (this.failures <= MAX_ISSUES) {
      this.issues.push({ type: problem.type, loc: [], msg: problem.msg, input, ...withContext(problem) })
    }
    return FAILED
  }

  /** Puts `key` in front of the places of all issues from the `from`-th on. */
  locate(from: number, key: string | number): void {
    for (let index = from; index < this.issues.length; index++) this.issues[index]?.loc.unshift(key)
  }

  /** Whether so much is wrong that it is pointless to look further. */
  get isHopeless(): boolean {
    return this.failures >= MAX_ISSUES
  }

  /** Forgets all problems from the `from`-th on: another way of reading was found. */
  forget(from: number): void {
    this.failures = from
    if (this.issues.length > from) this.issues.length = from
  }

  /** Takes the problems from the `from`-th on out, to be put back by `restore`. */
  takeOut(from: number): Withheld {
    const withheld = { failures: this.failures - from, issues: this.issues.splice(from) }
    this.failures = from
    return withheld
  }

  restore({ failures, issues }: Withheld): void {
    this.failures += failures
    this.issues.push(...issues.slice(0, MAX_ISSUES - this.issues.length))
  }

  converted(): void {
    this.fit = Fit.converted
  }

  widened(): void {
    if (this.fit > Fit.widened) this.fit = Fit.widened
  }

  countFields(sent: number): void {
    this.fieldsSet = (this.fieldsSet ?? 0) + sent
  }
}

const withContext = ({ ctx }: Problem) => (ctx === undefined ? {} : { ctx })

/** Reads a value that a client sent into what handlers get, or fails. */
export type Reader = (input: unknown, run: Run) => unknown
