import type { Selectable } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import { runLocked } from '../../load-locked.ts'
import type { Tables } from '../../schema/tables.ts'

/** A deployment's own row with the names of what it belongs to. */
export type DeploymentFacts = Selectable<Tables['deployment']> & {
  readonly flow_name: string | null
  readonly queue_name: string | null
  readonly pool_id: string | null
  readonly pool_name: string | null
  readonly pool_type: string | null
  readonly base_job_template: unknown
}

const FACTS = `
  SELECT deployment.*, flow.name AS flow_name, queue.name AS queue_name, pool.id AS pool_id,
    pool.name AS pool_name, pool.type AS pool_type, pool.base_job_template
  FROM deployment
  LEFT JOIN flow ON flow.id = deployment.flow_id
  LEFT JOIN work_queue AS queue ON queue.id = deployment.work_queue_id
  LEFT JOIN work_pool AS pool ON pool.id = queue.work_pool_id`

const byIds: Statement = {
  name: 'find-deployments',
  text: (dialect) => `${FACTS} WHERE ${dialect.isAnyUuid('deployment.id', 1)}`,
}

const lockedByIds: Statement = {
  name: 'lock-deployments',
  text: (dialect) => `${FACTS} WHERE ${dialect.isAnyUuid('deployment.id', 1)}
    ORDER BY deployment.id ${dialect.forUpdateOf('deployment')}`,
}

const lockedByName: Statement = {
  name: 'lock-deployment-by-name',
  text: (dialect) => `${FACTS}
    WHERE deployment.flow_id = ${dialect.parameter(1)} AND deployment.name = ${dialect.parameter(2)}
    ${dialect.forUpdateOf('deployment')}`,
}

/** The deployment with this id; undefined if there is none. */
export async function findDeployment(db: Db, id: string): Promise<DeploymentFacts | undefined> {
  const [row] = await db.run<DeploymentFacts>(byIds, [db.dialect.list([id])])
  return row
}

/** These deployments; those that do not exist are absent. */
export const findDeployments = (db: Db, ids: readonly string[]): Promise<DeploymentFacts[]> =>
  db.run<DeploymentFacts>(byIds, [db.dialect.list(ids)])

/** These deployments, locked in the order of their ids; those that do not exist are absent. */
export const lockDeployments = (db: Db, ids: readonly string[]): Promise<DeploymentFacts[]> =>
  runLocked<DeploymentFacts>(db, lockedByIds, { params: [db.dialect.list(ids)], isTorn: lacksItsQueue })

/** The deployment of this name that a flow has, locked; undefined if it has none. [C25] */
export async function lockDeploymentByName(
  db: Db,
  flowId: string,
  name: string,
): Promise<DeploymentFacts | undefined> {
  const [row] = await runLocked<DeploymentFacts>(db, lockedByName, {
    params: [flowId, name],
    isTorn: lacksItsQueue,
  })
  return row
}

/** What the row names and nobody found: it was put on another queue while it was waited for. */
const lacksItsQueue = ({ work_queue_id, queue_name }: DeploymentFacts) =>
  work_queue_id !== null && queue_name === null
