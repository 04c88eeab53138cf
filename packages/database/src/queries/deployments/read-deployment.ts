import type { DeploymentResponse } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import {
  DEPLOYMENT_COLUMNS,
  DEPLOYMENT_JOINS,
  DEPLOYMENT_ORDER,
  type DeploymentRow,
  toDeployments,
} from '../../records/deployment.ts'

const byId: Statement = {
  name: 'read-deployment',
  text: (dialect) => `
    SELECT ${DEPLOYMENT_COLUMNS} FROM deployment ${DEPLOYMENT_JOINS}
    WHERE deployment.id = ${dialect.parameter(1)} ORDER BY ${DEPLOYMENT_ORDER}`,
}

const byName: Statement = {
  name: 'read-deployment-by-name',
  text: (dialect) => `
    SELECT ${DEPLOYMENT_COLUMNS} FROM deployment ${DEPLOYMENT_JOINS}
    WHERE deployment.name = ${dialect.parameter(2)}
      AND deployment.flow_id = (SELECT id FROM flow WHERE name = ${dialect.parameter(1)})
    ORDER BY ${DEPLOYMENT_ORDER}`,
}

/** The deployment with this id, with its schedules, queue and limit; undefined if there is none. */
export const readDeployment = (db: Db, id: string): Promise<DeploymentResponse | undefined> =>
  read(db, byId, [id])

/** The deployment of this name of the flow of that name. [C37] */
export const readDeploymentByName = (
  db: Db,
  names: { readonly flow_name: string; readonly deployment_name: string },
): Promise<DeploymentResponse | undefined> => read(db, byName, [names.flow_name, names.deployment_name])

async function read(
  db: Db,
  statement: Statement,
  params: readonly string[],
): Promise<DeploymentResponse | undefined> {
  const [deployment] = toDeployments(await db.run<DeploymentRow>(statement, params))
  return deployment
}
