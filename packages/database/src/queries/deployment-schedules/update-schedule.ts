import type { Instant, JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { json } from '../../parameters.ts'

/** What can be changed of a schedule; what is absent stays. */
export interface ScheduleChanges {
  readonly schedule?: JsonObject
  readonly active?: boolean
  readonly max_scheduled_runs?: number
  readonly parameters?: JsonObject
  readonly slug?: string | null
}

/** Changes one schedule of a deployment; false if it has none with this id. [C30, C31] */
export async function updateSchedule(
  db: Db,
  { deployment_id, id }: { readonly deployment_id: string; readonly id: string },
  { schedule, parameters, updated, ...rest }: ScheduleChanges & { readonly updated: Instant },
): Promise<boolean> {
  const changed = await db.execute(
    db.sql
      .updateTable('deployment_schedule')
      .set({
        ...rest,
        updated,
        ...(schedule && { schedule: json(schedule) }),
        ...(parameters && { parameters: json(parameters) }),
      })
      .where('id', '=', id)
      .where('deployment_id', '=', deployment_id)
      .returning('id')
      .compile(),
  )
  return changed.length > 0
}
