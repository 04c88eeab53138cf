import type { DeploymentSchedule, JsonObject } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Db } from '../../database.ts'
import { toTimetable } from '../../records/deployment.ts'
import type { Tables } from '../../schema/tables.ts'

/** The schedules of a deployment, the one changed last first. [C31] */
export async function readSchedules(db: Db, deploymentId: string): Promise<DeploymentSchedule[]> {
  const rows = await db.execute(
    db.sql
      .selectFrom('deployment_schedule')
      .selectAll()
      .where('deployment_id', '=', deploymentId)
      .orderBy('updated', 'desc')
      .compile(),
  )
  return rows.map(toSchedule)
}

const toSchedule = (row: Selectable<Tables['deployment_schedule']>): DeploymentSchedule => ({
  ...row,
  schedule: toTimetable(row.schedule as JsonObject),
  parameters: row.parameters as JsonObject,
})
