import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from './database.ts'
import { dropOwnTables } from './schema/create.ts'
import { type IndexSet, indexesOf, indexesOnlyIn } from './schema/indexes.ts'

/** What maintenance changed. */
export interface IndexChanges {
  readonly created: readonly string[]
  readonly dropped: readonly string[]
}

/** Writes out a batch of what is in the outbox and returns how many entries that were; 0 when it is empty. */
export type Expand = (db: Db) => Promise<number>

/**
 * Gives a database the indexes that Reeve's queries need and takes away those of the reference that they do not.
 * Unique indexes stay. All or nothing; doing it again changes nothing.
 */
export const tune = (database: Database): Promise<IndexChanges> =>
  database.write(async (db) => {
    await execute(db, db.dialect.liftTimeLimit)
    return changeIndexes(db, 'reeve')
  })

/**
 * Hands a database back to the reference: writes out the outbox, puts every index of the reference back, drops
 * Reeve's own tables and indexes, and closes it. Slots that are held stay counted until the reference resets them,
 * and task runs that wait for a worker wait for their next change of state, as after a restart of the reference.
 */
export async function release(database: Database, expand: Expand): Promise<IndexChanges> {
  while ((await database.write(expand)) > 0);
  const changes = await database.write(async (db) => {
    await execute(db, db.dialect.liftTimeLimit)
    const changed = await changeIndexes(db, 'reference')
    for (const statement of dropOwnTables(db.dialect.name)) await execute(db, statement)
    return changed
  })
  await database.close()
  return changes
}

async function changeIndexes(db: Db, set: IndexSet): Promise<IndexChanges> {
  const there = new Set(await indexNames(db))
  const missing = indexesOf(set, db.dialect.name).filter(({ name }) => !there.has(name))
  const other = set === 'reeve' ? 'reference' : 'reeve'
  const superfluous = indexesOnlyIn(other, db.dialect.name).filter((name) => there.has(name))
  for (const { create } of missing) await execute(db, create)
  for (const name of superfluous) await execute(db, `DROP INDEX ${name}`)
  return { created: missing.map(({ name }) => name), dropped: superfluous }
}

async function indexNames(db: Db): Promise<string[]> {
  const query: RawBuilder<{ name: string }> = sql.raw(db.dialect.indexNames)
  return (await query.execute(db.sql)).rows.map(({ name }) => name)
}

const execute = (db: Db, text: string) => sql.raw(text).execute(db.sql)
