import type { DeploymentSchedule, JsonObject } from '@reeve/wire'
import type { Selectable } from 'kysely'
import type { Db, Statement } from '../../database.ts'
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

const active: Statement = {
  name: 'read-active-schedules',
  text: (dialect) => `
    SELECT * FROM deployment_schedule WHERE active AND ${dialect.isAnyUuid('deployment_id', 1)}
    ORDER BY deployment_id, updated DESC`,
}

/** The schedules of these deployments that make runs, those of one deployment together. [E9] */
export async function readActiveSchedules(
  db: Db,
  deploymentIds: readonly string[],
): Promise<DeploymentSchedule[]> {
  const rows = await db.run<Selectable<Tables['deployment_schedule']>>(active, [
    db.dialect.list(deploymentIds),
  ])
  return rows.map(toSchedule)
}
