import type { Db, Statement } from './database.ts'
import type { Dialect } from './dialect.ts'

/** Finds rows and changes them; returns the ids of those that it changed, at most as many as its limit allows. */
export type BoundedChange = (db: Db, params: readonly unknown[]) => Promise<string[]>

/** What a bounded change is made of. */
export interface BoundedChangeDefinition {
  readonly name: string
  /** `SELECT id FROM ... LIMIT ...`: which rows; those that others have locked are left out. */
  readonly find: (dialect: Dialect) => string
  /** Statements that change them, in order; their ids are the only parameter. */
  readonly steps: readonly ((dialect: Dialect) => string)[]
}

/**
 * Declares a change of many rows that is made a few rows at a time, each time in a transaction of its own, so that
 * other writers do not wait for all of it. Finding and changing are statements apart: PostgreSQL may evaluate a
 * LIMIT below a change more than once.
 */
export function boundedChange({ name, find, steps }: BoundedChangeDefinition): BoundedChange {
  const finding: Statement = {
    name: `${name}.find`,
    text: (dialect) => `${find(dialect)} ${dialect.skipLocked}`,
  }
  const changes = steps.map((text, index): Statement => ({ name: `${name}.${index}`, text }))
  return async (db, params) => {
    const ids = (await db.run<{ id: string }>(finding, params)).map(({ id }) => id)
    if (ids.length > 0) for (const change of changes) await db.run(change, [db.dialect.list(ids)])
    return ids
  }
}
