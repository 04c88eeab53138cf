import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const renew: Statement = {
  name: 'renew-worker-cleanup',
  text: (dialect) => `
    UPDATE reeve_worker_cleanup SET leased_until = ${dialect.typedParameter(2, 'instant')}
    WHERE id = ${dialect.parameter(1)}`,
}

/** Moves the time at which a worker loses a message. [E45] */
export const renewWorkerCleanup = async (
  db: Db,
  { id, until }: { readonly id: string; readonly until: Instant },
): Promise<void> => {
  await db.run(renew, [id, until])
}

const free: Statement = {
  name: 'free-worker-cleanup',
  text: (dialect) => `
    UPDATE reeve_worker_cleanup SET holder = NULL, token = NULL, leased_until = NULL
    WHERE id = ${dialect.parameter(1)}`,
}

/** Takes a message from the worker that has it, so that another may be given it. [E45] */
export const freeWorkerCleanup = async (db: Db, id: string): Promise<void> => {
  await db.run(free, [id])
}
