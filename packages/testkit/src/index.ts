export * from './build.ts'
export { type ManualClock, manualClock } from './clock.ts'
export {
  type DatabaseKind,
  databases,
  skipWhereMissing,
  useDatabase,
  useDatabaseForEach,
} from './databases.ts'
export { type SequentialIds, sequentialIds } from './ids.ts'
