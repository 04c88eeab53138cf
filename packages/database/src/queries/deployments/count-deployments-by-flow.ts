import { sql } from 'kysely'
import type { Db } from '../../database.ts'

interface Row {
  id: string
  count: number
}

/** How many deployments each of these flows has; none is absent. [D25] */
export async function countDeploymentsByFlow(
  db: Db,
  flowIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const query = sql<Row>`
    SELECT flow_id AS id, count(*) AS count FROM deployment
    WHERE ${db.dialect.inList('deployment.flow_id', flowIds, 'uuid')} GROUP BY flow_id`
  const rows = await db.execute(query.compile(db.sql), { id: 'uuid' })
  return new Map(rows.map(({ id, count }) => [id, Number(count)]))
}
