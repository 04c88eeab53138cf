import { type SchedulePlan, storedTimetable } from '@reeve/core/schedules'
import type { Db } from '@reeve/database'
import { deleteSchedules } from '@reeve/database/queries/deployment-schedules/delete-schedules'
import {
  insertSchedules,
  type ScheduleRow,
} from '@reeve/database/queries/deployment-schedules/insert-schedules'
import {
  type ScheduleChanges,
  updateSchedule,
} from '@reeve/database/queries/deployment-schedules/update-schedule'
import {
  addMicroseconds,
  type DeploymentScheduleCreate,
  type DeploymentScheduleUpdate,
  type Instant,
  type JsonObject,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

/** A schedule that is sent to be made. */
type SentSchedule = Pick<DeploymentScheduleCreate, 'schedule' | 'parameters' | 'slug'> & {
  readonly active: boolean | null
  readonly max_scheduled_runs?: number | null
}

/** Rows for schedules, each a microsecond after the one before it: lists show the latest first. [C31] */
export function toScheduleRows(
  ctx: Context,
  deploymentId: string,
  sent: readonly SentSchedule[],
): ScheduleRow[] {
  const now = ctx.clock.now()
  return sent.map((schedule, index) => {
    const at = addMicroseconds(now, index)
    return {
      id: ctx.ids.next(),
      created: at,
      updated: at,
      deployment_id: deploymentId,
      schedule: storedTimetable(schedule.schedule, now),
      active: schedule.active ?? true,
      max_scheduled_runs: schedule.max_scheduled_runs ?? null,
      parameters: schedule.parameters as JsonObject,
      slug: schedule.slug,
    }
  })
}

/** Puts these schedules in the place of those that a deployment has. With a deployment, no limit of runs is taken. [C25] */
export async function replaceSchedules(
  ctx: Context,
  db: Db,
  { deploymentId, schedules }: { deploymentId: string; schedules: readonly SentSchedule[] },
): Promise<void> {
  await deleteSchedules(db, deploymentId)
  const withoutLimits = schedules.map((schedule) => ({ ...schedule, max_scheduled_runs: null }))
  await insertSchedules(db, toScheduleRows(ctx, deploymentId, withoutLimits))
}

/** Does to a deployment's schedules what was planned. Refuses with 422. [C30] */
export async function carryOutPlan(
  ctx: Context,
  db: Db,
  {
    deploymentId,
    plan,
    sent,
  }: {
    readonly deploymentId: string
    readonly plan: SchedulePlan
    readonly sent: readonly DeploymentScheduleUpdate[]
  },
): Promise<void> {
  switch (plan.kind) {
    case 'keep':
      return
    case 'refuse':
      throw new Refused(422, plan.detail)
    case 'replace':
      return replaceSchedules(ctx, db, { deploymentId, schedules: sent.filter(isComplete) })
    case 'patch': {
      const updated = ctx.clock.now()
      // Renamed ones lose their slugs first, so that no new slug meets an old one.
      for (const { id, change } of plan.patched) {
        if (change.replaces)
          await updateSchedule(db, { deployment_id: deploymentId, id }, { slug: null, updated })
      }
      for (const { id, change } of plan.patched) {
        await updateSchedule(
          db,
          { deployment_id: deploymentId, id },
          { ...toChanges(change, updated), updated },
        )
      }
      const schedules = plan.added.filter(isComplete).map((one) => ({ ...one, max_scheduled_runs: null }))
      await insertSchedules(db, toScheduleRows(ctx, deploymentId, schedules))
    }
  }
}

type Complete = DeploymentScheduleUpdate & Pick<DeploymentScheduleCreate, 'schedule'>

const isComplete = (change: DeploymentScheduleUpdate): change is Complete => change.schedule !== null

/** What an update changes of a schedule: all that is not null, and always its parameters. [C31] */
export const toChanges = (change: DeploymentScheduleUpdate, now: Instant): ScheduleChanges => ({
  parameters: change.parameters as JsonObject,
  ...(change.schedule && { schedule: storedTimetable(change.schedule, now) }),
  ...(change.active !== null && { active: change.active }),
  ...(change.max_scheduled_runs !== null && { max_scheduled_runs: change.max_scheduled_runs }),
  ...(change.slug !== null && { slug: change.slug }),
})
