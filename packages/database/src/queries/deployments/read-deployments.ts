import type { DeploymentResponse, DeploymentSort, JsonText } from '@reeve/wire'
import type { CompiledQuery } from 'kysely'
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
export const readDeployments = async (
  db: Db,
  selection: DeploymentSelection,
): Promise<DeploymentResponse[]> => toDeployments(await db.execute(selectDeployments(db, selection)))

/** As `readDeployments`, printed where they are read: for answers that list them and do no more. */
export const printDeployments = (db: Db, selection: DeploymentSelection): Promise<JsonText> =>
  db.print(selectDeployments(db, selection), { list: 'deployments' })

function selectDeployments(db: Db, selection: DeploymentSelection): CompiledQuery<DeploymentRow> {
  const { sort = 'NAME_ASC', limit, offset, ...filters } = selection
  const where = selects(db.dialect, DEPLOYMENTS, filters)
  const page = { table: 'deployment', where, orderBy: DEPLOYMENT_SORTS[sort], limit, offset }
  const reading = { columns: DEPLOYMENT_COLUMNS, joins: DEPLOYMENT_JOINS, thenBy: DEPLOYMENT_ORDER }
  return selectRowsOfPage<DeploymentRow>(page, reading).compile(db.sql)
}
