import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'add-agent-pool',
  text: (dialect) => `
    INSERT INTO work_pool (id, created, updated, name, type, is_paused, status)
    VALUES (${dialect.parameter(1)}, ${dialect.parameter(2)}, ${dialect.parameter(2)}, ${dialect.parameter(3)},
      'prefect-agent', false, 'NOT_READY')
    ON CONFLICT (name) DO NOTHING RETURNING id`,
}

const defaultQueue: Statement = {
  name: 'set-default-queue',
  text: (dialect) => `
    UPDATE work_pool SET default_queue_id = ${dialect.parameter(2)} WHERE id = ${dialect.parameter(1)}`,
}

/** Adds the pool that queues without one belong to; false if it is there. [C25, E37] */
export async function addAgentPool(
  db: Db,
  pool: { readonly id: string; readonly name: string; readonly now: Instant },
): Promise<boolean> {
  return (await db.run<{ id: string }>(statement, [pool.id, pool.now, pool.name])).length > 0
}

/** Makes a queue the one that a pool's runs go to if none is named. */
export async function setDefaultQueue(db: Db, poolId: string, queueId: string): Promise<void> {
  await db.run(defaultQueue, [poolId, queueId])
}
