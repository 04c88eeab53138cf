import { workerStatus } from '@reeve/core/work'
import { findWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { deleteWorker as deleteRow } from '@reeve/database/queries/workers/delete-worker'
import { readWorkers as read, type WorkerSelection } from '@reeve/database/queries/workers/read-workers'
import type { WorkerResponse } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { missingPool } from './missing-work.ts'

/** A page of the workers of a pool, their status as of now. Refuses with 404 without the pool. [E32] */
export async function readWorkers(
  ctx: Context,
  poolName: string,
  selection: Omit<WorkerSelection, 'workPoolId'>,
): Promise<WorkerResponse[]> {
  const workPoolId = await requirePoolId(ctx, poolName)
  const now = ctx.clock.now()
  const rows = await read(ctx.database.reader, { ...selection, workPoolId })
  return rows.map((row) => ({ ...row, status: workerStatus(row, now) }))
}

/** Forgets a worker. Refuses with 404. */
export async function deleteWorker(
  ctx: Context,
  key: { readonly work_pool_name: string; readonly name: string },
): Promise<null> {
  const workPoolId = await requirePoolId(ctx, key.work_pool_name)
  const deleted = await ctx.database.write((db) => deleteRow(db, workPoolId, key.name))
  if (!deleted) throw new Refused(404, 'Worker not found.')
  return null
}

/** The id of the pool with this name. Refuses with 404. */
export async function requirePoolId({ database }: Context, name: string): Promise<string> {
  const pool = await findWorkPool(database.quick, name)
  if (!pool) throw missingPool(name)
  return pool.id
}
