import type { Instant, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** A schedule of a deployment as it is stored. */
export interface ScheduleRow {
  readonly id: string
  readonly created: Instant
  readonly updated: Instant
  readonly deployment_id: string
  readonly schedule: JsonObject
  readonly active: boolean
  readonly max_scheduled_runs: number | null
  readonly parameters: JsonObject
  readonly slug: string | null
}

/** Adds schedules. A slug that its deployment has already violates a constraint. [C31] */
export async function insertSchedules(db: Db, schedules: readonly ScheduleRow[]): Promise<void> {
  if (schedules.length === 0) return
  await db.execute(
    db.sql
      .insertInto('deployment_schedule')
      .values(
        schedules.map(({ schedule, parameters, ...row }) => ({
          ...row,
          schedule: json(schedule),
          parameters: json(parameters),
        })),
      )
      .compile(),
  )
}
