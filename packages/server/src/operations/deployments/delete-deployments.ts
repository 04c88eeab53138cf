import { deploymentEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import {
  deleteLimitsOfDeployments,
  deleteDeployments as deleteRows,
} from '@reeve/database/queries/deployments/delete-deployments'
import { lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { readDeployments } from '@reeve/database/queries/deployments/read-deployments'
import { deleteScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import type { DeploymentFilter } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'
import { deleteRunsThatWait } from '../flow-runs/delete-many-runs.ts'

/** Deletes a deployment, its limit and what waits to run of it. Throws NotFound. [C33] */
export async function deleteDeployment(ctx: Context, id: string): Promise<null> {
  await deleteRunsThatWait(ctx, [id])
  const deleted = await writeWithEvents(ctx, (db) => deleteAll(ctx, db, [id]))
  if (deleted.length === 0) throw new NotFound('Deployment')
  return null
}

/** Deletes the first deployments by name that a filter selects. Returns their ids. [C12] */
export async function deleteDeployments(
  ctx: Context,
  { deployments, limit }: { readonly deployments: DeploymentFilter | null; readonly limit: number },
): Promise<{ deleted: string[] }> {
  const { reader } = ctx.database
  const selected = await readDeployments(reader, { deployments, sort: 'NAME_ASC', limit, offset: 0 })
  const ids = selected.map(({ id }) => id)
  if (ids.length > 0) await deleteRunsThatWait(ctx, ids)
  return { deleted: await writeWithEvents(ctx, (db) => deleteAll(ctx, db, ids)) }
}

/** Returns the ids of those that were there, in the order given. */
async function deleteAll(ctx: Context, db: Db, ids: readonly string[]): Promise<Change<string[]>> {
  if (ids.length === 0) return { result: [], events: [] }
  const deployments = await lockDeployments(db, ids)
  await deleteScheduledRuns(db, ids)
  await deleteLimitsOfDeployments(db, ids)
  await deleteRows(db, ids)
  const there = new Set(deployments.map(({ id }) => id))
  return {
    result: ids.filter((id) => there.has(id)),
    events: deployments.map((deployment) => deploymentEvent('deleted', deployment, occurrence(ctx))),
  }
}
