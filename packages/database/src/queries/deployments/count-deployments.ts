import type { Db } from '../../database.ts'
import { selectCount } from '../../filters/page.ts'
import { DEPLOYMENTS, type DeploymentFilters, selects } from '../../filters/related.ts'

/** How many deployments the filters let through. [D14, D22] */
export async function countDeployments(db: Db, filters: DeploymentFilters): Promise<number> {
  const [row] = await db.execute(
    selectCount('deployment', selects(db.dialect, DEPLOYMENTS, filters)).compile(db.sql),
  )
  return row?.count ?? 0
}
