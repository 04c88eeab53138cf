import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A page of deployments in the order of their ids. */
export interface DeploymentPage {
  /** The last id of the page before. */
  readonly after: string | null
  readonly limit: number
}

/** What a schedule must have, so that nothing is to be done for it. [E7] */
export interface Supply {
  readonly now: Instant
  readonly minRuns: number
  /** Its latest run is to be at this time or later. */
  readonly until: Instant
}

const FIRST = '00000000-0000-0000-0000-000000000000'

const short: Statement = {
  name: 'select-deployments-short-of-runs',
  text: (dialect) => `
    SELECT deployment.id FROM deployment
    WHERE deployment.id > ${dialect.typedParameter(1, 'uuid')} AND NOT deployment.paused AND EXISTS (
      SELECT 1 FROM deployment_schedule AS schedule
      WHERE schedule.deployment_id = deployment.id AND schedule.active AND (
        SELECT count(*) < ${dialect.typedParameter(3, 'integer')}
          OR max(run.next_scheduled_start_time) < ${dialect.typedParameter(4, 'instant')}
        FROM flow_run AS run
        WHERE run.deployment_id = schedule.deployment_id AND run.state_type = 'SCHEDULED'
          AND run.next_scheduled_start_time >= ${dialect.typedParameter(2, 'instant')}
          AND run.auto_scheduled = true
          AND ${dialect.jsonText('run.created_by', 'id')} = CAST(schedule.id AS text)))
    ORDER BY deployment.id LIMIT ${dialect.typedParameter(5, 'integer')}`,
}

const recent: Statement = {
  name: 'select-deployments-changed-since',
  text: (dialect) => `
    SELECT deployment.id FROM deployment
    WHERE deployment.id > ${dialect.typedParameter(1, 'uuid')} AND NOT deployment.paused
      AND deployment.updated >= ${dialect.typedParameter(2, 'instant')} AND EXISTS (
        SELECT 1 FROM deployment_schedule AS schedule
        WHERE schedule.deployment_id = deployment.id AND schedule.active)
    ORDER BY deployment.id LIMIT ${dialect.typedParameter(3, 'integer')}`,
}

const anyActive: Statement = {
  name: 'select-an-active-schedule',
  text: () => 'SELECT 1 AS found FROM deployment_schedule WHERE active LIMIT 1',
}

/** Whether there is anything to schedule at all. */
export const hasActiveSchedules = async (db: Db): Promise<boolean> => (await db.run(anyActive, [])).length > 0

/** Deployments with an active schedule that has not made enough runs. [E7] */
export async function selectShortDeployments(
  db: Db,
  { now, minRuns, until }: Supply,
  { after, limit }: DeploymentPage,
): Promise<string[]> {
  const rows = await db.run<{ id: string }>(short, [after ?? FIRST, now, minRuns, until, limit])
  return rows.map(({ id }) => id)
}

/** Deployments with an active schedule that were changed lately. [E8] */
export async function selectRecentDeployments(
  db: Db,
  since: Instant,
  { after, limit }: DeploymentPage,
): Promise<string[]> {
  const rows = await db.run<{ id: string }>(recent, [after ?? FIRST, since, limit])
  return rows.map(({ id }) => id)
}
