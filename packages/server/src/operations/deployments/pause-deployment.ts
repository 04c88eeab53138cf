import type { Db } from '@reeve/database'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { updateDeployment } from '@reeve/database/queries/deployments/update-deployment'
import { deleteAutoScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'

/** Stops the scheduling of a deployment and deletes what its schedules made. Throws NotFound. [C32] */
export const pauseDeployment = (ctx: Context, id: string): Promise<null> =>
  ctx.database.write(async (db) => {
    await setPaused(ctx, db, { id, paused: true })
    await deleteAutoScheduledRuns(db, id)
    return null
  })

/** Lets a deployment be scheduled again. Throws NotFound. [C32] */
export const resumeDeployment = (ctx: Context, id: string): Promise<null> =>
  ctx.database.write(async (db) => {
    await setPaused(ctx, db, { id, paused: false })
    return null
  })

async function setPaused(
  ctx: Context,
  db: Db,
  { id, paused }: { readonly id: string; readonly paused: boolean },
): Promise<void> {
  const [deployment] = await lockDeployments(db, [id])
  if (!deployment) throw new NotFound('Deployment')
  if (deployment.paused === paused) return
  await updateDeployment(db, id, { columns: { paused }, now: ctx.clock.now() })
}
