export type { Database, Db, Kinds, Listen, Notifications, Statement } from './database.ts'
export type { Dialect, DialectName } from './dialect.ts'
export {
  DatabaseRefused,
  DatabaseUnavailable,
  IntegrityViolation,
  Overloaded,
  type RefusalReason,
  StatementTooSlow,
  UnstorableValue,
} from './errors.ts'
export { parseWordQuery, type WordQuery } from './filters/word-query.ts'
export type { JointWork } from './joint-writes.ts'
export { type Expand, type IndexChanges, release, tune } from './maintain.ts'
export { type OpenOptions, openDatabase } from './open.ts'
export { type IntervalParam, interval, type JsonParam, json } from './parameters.ts'
export type { TableName, Tables } from './schema/tables.ts'
