import type { JsonObject } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'

/** A row of `work_pool`. */
export type StoredWorkPool = Omit<
  Selectable<Tables['work_pool']>,
  'base_job_template' | 'storage_configuration'
> & {
  readonly base_job_template: JsonObject
  readonly storage_configuration: { readonly default_result_storage_block_id?: string | null }
}

const find: Statement = {
  name: 'find-work-pool',
  text: (dialect) => `SELECT * FROM work_pool WHERE name = ${dialect.parameter(1)}`,
}

const lock: Statement = {
  name: 'lock-work-pool',
  text: (dialect) => `SELECT * FROM work_pool WHERE name = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}

const lockById: Statement = {
  name: 'lock-work-pool-by-id',
  text: (dialect) => `SELECT * FROM work_pool WHERE id = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}

/** The row of the pool with this name. */
export const findWorkPool = (db: Db, name: string): Promise<StoredWorkPool | undefined> =>
  first(db, find, name)

/** The row of the pool with this name, locked: whoever changes queues of a pool waits for others that do. */
export const lockWorkPool = (db: Db, name: string): Promise<StoredWorkPool | undefined> =>
  first(db, lock, name)

/** The row of the pool with this id, locked. */
export const lockWorkPoolById = (db: Db, id: string): Promise<StoredWorkPool | undefined> =>
  first(db, lockById, id)

async function first(db: Db, statement: Statement, key: string): Promise<StoredWorkPool | undefined> {
  const [row] = await db.run<StoredWorkPool>(statement, [key])
  return row
}
