import type { Kind } from './kinds.ts'

interface Described {
  readonly kind: Kind<unknown>
  readonly default: unknown
  /** Older names of its variable, in the order in which they are tried. */
  readonly aliases?: readonly string[]
}

/** One setting. Its key in the table is its place in the settings tree, from which its variable's name follows. */
export type Row = Described &
  (
    | {
        /** What Reeve does with it. */
        readonly does: string
        readonly ignored?: never
      }
    | {
        /** Why it is accepted and has no effect. */
        readonly ignored: string
        readonly does?: never
      }
  )
