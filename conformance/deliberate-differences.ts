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
export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    group: 'tag-limits',
    scenarios: ['a limit is reset'],
    steps: ['read the newer form'],
    paths: ['body.active_slots'],
    rule: 'F16',
    reason:
      'The reference ends the leases on the limit and leaves their slots taken: a limit that is reset stays full.',
  },
  {
    group: 'logs',
    scenarios: ['a log with a level that is too large'],
    steps: ['write'],
    paths: ['status', 'body.exception_message', 'body.detail'],
    database: 'postgresql',
    rule: 'J21',
    reason:
      'A value that the database cannot hold is the mistake of the request, not a service that is away.',
  },
  {
    group: 'logs',
    scenarios: ['a log with a level that is too large'],
    paths: ['status', 'body'],
    database: 'sqlite',
    rule: 'J21',
    reason: 'Recorded on PostgreSQL. On SQLite the reference takes the level, and so does Reeve.',
  },
]
