import type { DialectName } from '../dialect.ts'
import { createForeignKeys, createIndex, createTable, createTypes } from './ddl.ts'
import type { Table } from './describe.ts'
import { createEndedRunNotes, dropEndedRunNotes } from './ended-run-notes.ts'
import { type IndexSet, indexesOf } from './indexes.ts'
import { ownTables, REVISIONS, referenceTables } from './tables.ts'

/** The version of the reeve_ tables; a database with a newer one is refused. */
export const OWN_VERSION = '3'

/**
 * The statements that make Reeve's own tables where they are missing, `IF NOT EXISTS` throughout, with what fills
 * them by itself, and record their version. An earlier release had fewer tables; those that it had are the same.
 */
export function createOwnTables(dialect: DialectName): string[] {
  const tables = Object.entries<Table>(ownTables).flatMap(([name, table]) => [
    createTable(dialect, name, table),
    ...table.indexes.flatMap((index) => createIndex(dialect, name, index) ?? []),
  ])
  return [
    ...tables,
    ...(dialect === 'postgresql' ? createEndedRunNotes() : []),
    `INSERT INTO reeve_meta (key, value) VALUES ('version', '${OWN_VERSION}')
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ]
}

/** The statements that take away all that `createOwnTables` makes. */
export const dropOwnTables = (dialect: DialectName): string[] => [
  ...(dialect === 'postgresql' ? dropEndedRunNotes() : []),
  ...Object.keys(ownTables).map((table) => `DROP TABLE IF EXISTS ${table}`),
]

/** The statements that make a new database, stamped with the revision of the reference that it equals. */
export function createEverything(dialect: DialectName, indexes: IndexSet): string[] {
  const tables = Object.entries<Table>(referenceTables)
  return [
    ...(dialect === 'postgresql' ? ['CREATE EXTENSION IF NOT EXISTS pg_trgm'] : []),
    ...createTypes(dialect),
    ...tables.map(([name, table]) => createTable(dialect, name, table)),
    ...tables.flatMap(([name, table]) => createForeignKeys(dialect, name, table)),
    ...indexesOf(indexes, dialect).map(({ create }) => create),
    `INSERT INTO alembic_version (version_num) VALUES ('${REVISIONS[dialect]}')`,
    ...createOwnTables(dialect),
  ]
}
