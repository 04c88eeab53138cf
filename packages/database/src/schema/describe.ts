import type { Instant, Json, StateType } from '@reeve/wire'
import type { IntervalParam, JsonParam } from '../parameters.ts'

/** The types of PostgreSQL that have a name of their own, with their values. SQLite keeps these as text. */
export const ENUMS = {
  state_type: [
    'SCHEDULED',
    'PENDING',
    'RUNNING',
    'COMPLETED',
    'FAILED',
    'CANCELLED',
    'CRASHED',
    'PAUSED',
    'CANCELLING',
  ],
  deployment_status: ['READY', 'NOT_READY'],
  work_pool_status: ['READY', 'NOT_READY', 'PAUSED'],
  work_queue_status: ['READY', 'NOT_READY', 'PAUSED'],
  worker_status: ['ONLINE', 'OFFLINE'],
} as const

/** The name of an enumerated type. */
export type EnumKind = keyof typeof ENUMS

/** What each kind of column holds in JavaScript. */
interface Values extends Record<Exclude<EnumKind, 'state_type'>, string> {
  uuid: string
  /** VARCHAR. */
  text: string
  /** TEXT: without a length in the minds of its authors; stored like `text`. */
  long_text: string
  /** VARCHAR(32), the stamp of the revision. */
  revision: string
  instant: Instant
  /** Seconds. */
  interval: number
  json: Json
  /** PostgreSQL keeps the text of these as it was written (`json`, not `jsonb`). */
  plain_json: Json
  /** Of a shape with plain numbers: as the reference stores `0.0` there, telling floats apart would be for nothing. */
  typed_json: Json
  boolean: boolean
  integer: number
  small_integer: number
  float: number
  /** Counts up by itself. */
  serial: number
  state_type: StateType
  deployment_status: (typeof ENUMS.deployment_status)[number]
  work_pool_status: (typeof ENUMS.work_pool_status)[number]
  work_queue_status: (typeof ENUMS.work_queue_status)[number]
  worker_status: (typeof ENUMS.worker_status)[number]
}

/** What a column holds; how it is stored is the dialect's matter. [L12] */
export type Kind = keyof Values

/** What a column of a kind gives when it is read. */
export type ValueOf<K extends Kind> = Values[K]

/** What a column of a kind takes when it is written. */
export type InputOf<K extends Kind> = K extends 'json' | 'plain_json' | 'typed_json'
  ? JsonParam
  : K extends 'interval'
    ? IntervalParam
    : Values[K]

/** What stands in a column that an INSERT leaves out: a fresh id, the current time, or the value itself. */
export type Default = { readonly make: 'random' | 'now' } | { readonly value: string | number | boolean }

/** One column of a table. */
export interface Column {
  readonly kind: Kind
  readonly nullable: boolean
  readonly default?: Default
  /** The default where SQLite's differs in text from what the kind would give. */
  readonly sqliteDefault?: string
}

/** A reference to the `id` of another table. */
export interface ForeignKey {
  readonly name: string
  readonly column: string
  readonly references: string
  readonly onDelete: 'CASCADE' | 'SET NULL' | 'RESTRICT' | 'NO ACTION'
  /** PostgreSQL cuts names at 63 characters; this is what the reference made of such a one. */
  readonly postgresqlName?: string
}

/** A text that is the same in both dialects, or one for each. */
export type PerDialect = string | { readonly sqlite: string; readonly postgresql: string }

/** An index; its columns are SQL: `key, created DESC`. */
export interface Index {
  readonly name: string
  readonly columns: PerDialect
  readonly unique?: true
  readonly where?: PerDialect
  /** Only this dialect has it. */
  readonly only?: 'sqlite' | 'postgresql'
  /** An inverted index of PostgreSQL. */
  readonly using?: 'gin'
  /** How PostgreSQL keeps it, as what follows `WITH`. */
  readonly options?: string
}

/** A table, described once for both dialects. */
export interface Table {
  readonly columns: Readonly<Record<string, Column>>
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] }
  readonly foreignKeys?: readonly ForeignKey[]
  /** Unique constraints by name. */
  readonly uniques?: Readonly<Record<string, readonly string[]>>
  readonly checks?: readonly {
    readonly name: string
    readonly postgresqlName: string
    readonly condition: string
  }[]
  readonly indexes: readonly Index[]
  /** Where PostgreSQL has a column before another one than SQLite: [column, the one that follows it]. */
  readonly postgresqlOrder?: readonly [string, string]
}

/** A column that must be given. */
export const required = <const K extends Kind>(kind: K) => ({ kind, nullable: false }) as const

/** A column that may be null. */
export const optional = <const K extends Kind>(kind: K) => ({ kind, nullable: true }) as const

/** A column that may be left out and then holds `value`. */
export const withDefault = <const K extends Kind>(kind: K, value: string | number | boolean) =>
  ({ kind, nullable: false, default: { value } }) as const

/** A column that the database fills with a fresh id or the current time. */
export const generated = <const K extends 'uuid' | 'instant'>(kind: K, make: 'random' | 'now') =>
  ({ kind, nullable: false, default: { make } }) as const

/** The id and the two times that every table of the reference has. */
export const identity = {
  id: generated('uuid', 'random'),
  created: generated('instant', 'now'),
  updated: generated('instant', 'now'),
} as const

/** The usual primary key. */
export const primaryKey = (table: string) => ({ name: `pk_${table}`, columns: ['id'] }) as const
