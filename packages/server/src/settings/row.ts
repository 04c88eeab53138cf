import type { Kind } from './kinds.ts'

/** One setting. Its key in the table is its place in the settings tree, from which its variable's name follows. */
export interface Row {
  readonly kind: Kind<unknown>
  readonly default: unknown
  /** Older names of its variable, in the order in which they are tried. */
  readonly aliases?: readonly string[]
  /** What Reeve does with it; absent where it is accepted and has no effect. */
  readonly does?: string
  /** Why it has no effect. */
  readonly ignored?: string
}
