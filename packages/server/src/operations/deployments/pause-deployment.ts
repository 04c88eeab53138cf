import type { Db } from '@reeve/database'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { setDeploymentsPaused } from '@reeve/database/queries/deployments/set-deployments-paused'
import { deleteAutoScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'

/** Stops the scheduling of a deployment and deletes what its schedules made. Throws NotFound. [C32] */
export const pauseDeployment = (ctx: Context, id: string): Promise<null> =>
  ctx.database.write(async (db) => requireOne(await pauseDeployments(ctx, db, [id])))

/** Lets a deployment be scheduled again. Throws NotFound. [C32] */
export const resumeDeployment = (ctx: Context, id: string): Promise<null> =>
  ctx.database.write(async (db) => requireOne(await resumeDeployments(ctx, db, [id])))

/** Stops the scheduling of deployments and deletes what their schedules made. Returns those that are there. [C32] */
export async function pauseDeployments(ctx: Context, db: Db, ids: readonly string[]): Promise<string[]> {
  const found = await lock(db, ids)
  await setDeploymentsPaused(db, found, { paused: true, now: ctx.clock.now() })
  await deleteAutoScheduledRuns(db, found)
  return found
}

/** Lets deployments be scheduled again. Returns those that are there. [C32] */
export async function resumeDeployments(ctx: Context, db: Db, ids: readonly string[]): Promise<string[]> {
  const found = await lock(db, ids)
  await setDeploymentsPaused(db, found, { paused: false, now: ctx.clock.now() })
  return found
}

const lock = async (db: Db, ids: readonly string[]): Promise<string[]> =>
  (await lockDeployments(db, ids)).map(({ id }) => id)

function requireOne({ length }: readonly string[]): null {
  if (length === 0) throw new NotFound('Deployment')
  return null
}
