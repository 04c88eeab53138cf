export * from './build.ts'
export { type ManualClock, manualClock } from './clock.ts'
export { connect } from './connect.ts'
export {
  type DatabaseKind,
  databases,
  skipWhereMissing,
  useDatabase,
  useDatabaseForEach,
} from './databases.ts'
export { explained } from './explained.ts'
export { type SequentialIds, sequentialIds } from './ids.ts'
export { comparable, type SchemaFacts } from './schema-facts.ts'
export { schemaOfPostgresql } from './schema-of-postgresql.ts'
export { schemaOfSqlite } from './schema-of-sqlite.ts'
