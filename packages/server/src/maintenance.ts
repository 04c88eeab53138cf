import { type IndexChanges, openDatabase, release, tune } from '@reeve/database'
import { expandOutbox } from '@reeve/database/queries/outbox/expand-outbox'
import { outboxBuilders } from './events/outbox-builders.ts'
import { databaseOptions, type Settings } from './settings.ts'
import { systemClock, systemIds } from './system.ts'

/** Which database to work on. */
export interface MaintenanceOptions {
  readonly settings: Settings
  /** The SQLite file for settings that name no database. */
  readonly databaseFile: string
}

/** How much of the outbox is written out in one transaction. */
const BYTES_AT_ONCE = 1_000_000

/** Leaves a database that Prefect goes on with. Throws DatabaseRefused or MalformedSetting. */
export async function releaseDatabase({ settings, databaseFile }: MaintenanceOptions): Promise<IndexChanges> {
  const database = await openDatabase(databaseOptions(settings, databaseFile))
  const clock = systemClock()
  const expansion = { bytes: BYTES_AT_ONCE, builders: outboxBuilders, newId: systemIds.next }
  try {
    return await release(database, async (db) => {
      const { rows } = await expandOutbox(db, { ...expansion, now: clock.now() })
      return rows
    })
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Gives a database that Prefect made the indexes that Reeve needs. Throws DatabaseRefused or MalformedSetting. */
export async function tuneDatabase({ settings, databaseFile }: MaintenanceOptions): Promise<IndexChanges> {
  const database = await openDatabase(databaseOptions(settings, databaseFile))
  try {
    return await tune(database)
  } finally {
    await database.close()
  }
}
