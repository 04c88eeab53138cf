import { type Db, IntegrityViolation } from '@reeve/database'
import { deleteSchedule } from '@reeve/database/queries/deployment-schedules/delete-schedules'
import { insertSchedules } from '@reeve/database/queries/deployment-schedules/insert-schedules'
import { readSchedules } from '@reeve/database/queries/deployment-schedules/read-schedules'
import { updateSchedule } from '@reeve/database/queries/deployment-schedules/update-schedule'
import { findDeployment, lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import {
  deleteAutoScheduledRuns,
  deleteFutureAutoScheduledRuns,
} from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import type { DeploymentSchedule, DeploymentScheduleCreate, DeploymentScheduleUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { requireRow } from '../require-row.ts'
import { toChanges, toScheduleRows } from './save-schedules.ts'

/** Which schedule of which deployment. */
export interface ScheduleKey {
  readonly id: string
  readonly schedule_id: string
}

/** The schedules of a deployment, the one changed last first. Refuses with 404. [C31] */
export async function listSchedules(ctx: Context, deploymentId: string): Promise<DeploymentSchedule[]> {
  requireRow(await findDeployment(ctx.database.quick, deploymentId), 'Deployment not found.')
  return readSchedules(ctx.database.quick, deploymentId)
}

/** Adds schedules to a deployment and returns them in the order sent. Refuses with 404 or 409. [C31] */
export async function addSchedules(
  ctx: Context,
  deploymentId: string,
  sent: readonly DeploymentScheduleCreate[],
): Promise<DeploymentSchedule[]> {
  const rows = toScheduleRows(ctx, deploymentId, sent)
  const stored = await ctx.database.write(async (db) => {
    await lock(db, deploymentId)
    await insertSchedules(db, rows).catch(refuseTakenSlug)
    return readSchedules(db, deploymentId)
  })
  const byId = new Map(stored.map((schedule) => [schedule.id, schedule]))
  return rows.flatMap(({ id }) => byId.get(id) ?? [])
}

/** Changes a schedule; what it made for the future is made anew. Refuses with 404 or 409. [C31] */
export async function changeSchedule(
  ctx: Context,
  key: ScheduleKey,
  change: DeploymentScheduleUpdate,
): Promise<null> {
  const now = ctx.clock.now()
  await ctx.database.write(async (db) => {
    await lock(db, key.id)
    const changes = { ...toChanges(change, now), updated: now }
    const place = { deployment_id: key.id, id: key.schedule_id }
    const found = await updateSchedule(db, place, changes)
    if (!found) throw new Refused(404, 'Schedule not found.')
    await deleteFutureAutoScheduledRuns(db, key.id, now)
  })
  return null
}

/** Deletes a schedule, and what the deployment's schedules made that did not run. Refuses with 404. [C31] */
export async function removeSchedule(ctx: Context, { id, schedule_id }: ScheduleKey): Promise<null> {
  await ctx.database.write(async (db) => {
    await lock(db, id)
    if (!(await deleteSchedule(db, id, schedule_id))) throw new Refused(404, 'Schedule not found.')
    await deleteAutoScheduledRuns(db, [id])
  })
  return null
}

async function lock(db: Db, deploymentId: string): Promise<void> {
  const [deployment] = await lockDeployments(db, [deploymentId])
  requireRow(deployment, 'Deployment not found.')
}

function refuseTakenSlug(error: unknown): never {
  if (error instanceof IntegrityViolation && error.kind === 'unique')
    throw new Refused(409, 'Schedule slugs must be unique within a deployment.')
  throw error
}
