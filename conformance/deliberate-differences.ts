/** Answers in which Reeve means to differ from the reference. */
export interface DeliberateDifference {
  readonly group: string
  /** Their names, or what they have in common. */
  readonly scenarios: readonly string[] | RegExp
  /** Default: all steps. */
  readonly steps?: readonly string[]
  /** Where the answers differ: `status`, `headers.location`, `body`, `body.results[*].state`. */
  readonly paths: readonly string[]
  /** Default: on every database. */
  readonly database?: 'sqlite' | 'postgresql'
  /** The rule of the contract. */
  readonly rule: string
  readonly reason: string
}

/** All of them. One that no longer differs fails the suite. */
export const deliberateDifferences: readonly DeliberateDifference[] = []
