import type { Database } from '@reeve/database'
import type { Instant } from '@reeve/wire'
import type { Logger } from 'pino'
import type { Broadcast } from './broadcast.ts'
import type { Settings } from './settings.ts'

/** What every operation takes first: all that is outside of it. There are no globals. */
export interface Context {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly broadcast: Broadcast
  readonly settings: Settings
  readonly log: Logger
}

/** The time, so that tests can move it by hand. */
export interface Clock {
  now(): Instant
}

/** Randomness: new ids (UUIDv7, so that rows of one time lie together) and uniform numbers in [0, 1). */
export interface Ids {
  next(): string
  random(): number
}
