import type { DeploymentResponse, DeploymentSort } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type Cut, selectRowsOfPage } from '../../filters/page.ts'
import { DEPLOYMENTS, type DeploymentFilters, selects } from '../../filters/related.ts'
import { DEPLOYMENT_SORTS } from '../../filters/sorts.ts'
import {
  DEPLOYMENT_COLUMNS,
  DEPLOYMENT_JOINS,
  DEPLOYMENT_ORDER,
  type DeploymentRow,
  toDeployments,
} from '../../records/deployment.ts'

/** Which deployments to read. */
export interface DeploymentSelection extends DeploymentFilters, Cut {
  /** Default `NAME_ASC`. */
  readonly sort?: DeploymentSort
}

/** Reads a page of deployments with their schedules, queues and limits, in one statement. [D14, D17, D18] */
export async function readDeployments(db: Db, selection: DeploymentSelection): Promise<DeploymentResponse[]> {
  const { sort = 'NAME_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, DEPLOYMENTS, filters)
  const page = { table: 'deployment', where, orderBy: DEPLOYMENT_SORTS[sort], limit, offset }
  const query = selectRowsOfPage<DeploymentRow>(page, {
    columns: DEPLOYMENT_COLUMNS,
    joins: DEPLOYMENT_JOINS,
    thenBy: DEPLOYMENT_ORDER,
  })
  return toDeployments(await db.execute(query.compile(db.sql)))
}
