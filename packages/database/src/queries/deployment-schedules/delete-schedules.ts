import type { Db } from '../../database.ts'

/** Deletes all schedules of a deployment. [C25] */
export async function deleteSchedules(db: Db, deploymentId: string): Promise<void> {
  await db.execute(
    db.sql.deleteFrom('deployment_schedule').where('deployment_id', '=', deploymentId).compile(),
  )
}

/** Deletes one schedule of a deployment; false if it has none with this id. [C31] */
export async function deleteSchedule(db: Db, deploymentId: string, id: string): Promise<boolean> {
  const deleted = await db.execute(
    db.sql
      .deleteFrom('deployment_schedule')
      .where('id', '=', id)
      .where('deployment_id', '=', deploymentId)
      .returning('id')
      .compile(),
  )
  return deleted.length > 0
}
