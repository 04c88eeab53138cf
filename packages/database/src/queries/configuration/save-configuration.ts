import type { Instant, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What is kept. */
export interface Configuration {
  readonly id: string
  readonly key: string
  readonly value: JsonObject
  readonly now: Instant
}

/** Keeps a value under a key, in place of the one that was there. */
export async function saveConfiguration(db: Db, { id, key, value, now }: Configuration): Promise<void> {
  const text = json(value)
  await db.execute(
    db.sql
      .insertInto('configuration')
      .values({ id, created: now, updated: now, key, value: text })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text, updated: now }))
      .compile(),
  )
}
