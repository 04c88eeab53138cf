import { sql } from 'kysely'
import type { Db, Statement } from '../../database.ts'
import type { Dialect } from '../../dialect.ts'
import type { LimitRow } from './load-ledger.ts'

const limit: Statement = {
  name: 'read-limit',
  text: (dialect) => `SELECT * FROM concurrency_limit_v2 WHERE id = ${dialect.parameter(1)}`,
}

/** A limit as it stands; undefined if there is none. */
export async function readLimit(db: Db, id: string): Promise<LimitRow | undefined> {
  const [row] = await db.run<LimitRow>(limit, [id])
  return row
}

/** A run of a deployment that holds a slot of the deployment's limit. */
export interface HoldingRun {
  readonly id: string
  readonly name: string
}

/** By their state first, which few have; a deployment may have had very many runs. SQLite keeps to this order. */
const inState = (dialect: Dialect, isInState: string) => `
  SELECT fr.id AS id, fr.name AS name FROM flow_run AS fr CROSS JOIN deployment AS d
  WHERE ${isInState} AND d.id = fr.deployment_id AND d.concurrency_limit_id = ${dialect.parameter(1)}`

const runs: Statement = {
  name: 'read-runs-on-limit',
  text: (dialect) => `
    ${inState(dialect, "fr.state_type IN ('PENDING', 'RUNNING', 'CANCELLING')")}
    UNION ALL ${inState(dialect, "fr.state_name = 'AwaitingRetry'")}
    ORDER BY id LIMIT ${dialect.parameter(2)}`,
}

/** Some runs that hold slots of the limit of their deployments. [F21] */
export const readRunsOnLimit = (db: Db, limitId: string, count: number): Promise<HoldingRun[]> =>
  db.run<HoldingRun>(runs, [limitId, count])

/** Who holds a lease on a limit. */
export interface LeaseHolder {
  readonly holder_type: 'flow_run' | 'task_run' | 'deployment'
  readonly holder_id: string
}

/** Some of those who took slots of a limit by themselves, the oldest lease first. [F10] */
export async function readLeaseHolders(db: Db, limitId: string, count: number): Promise<LeaseHolder[]> {
  const holders = await db.execute(
    db.sql
      .selectFrom('reeve_lease')
      .select(['holder_type', 'holder_id'])
      .where('holder_id', 'is not', null)
      .where(db.dialect.jsonArrayContainsAny('resource_ids', [limitId]))
      .orderBy('created_at')
      .modifyEnd(sql`LIMIT ${count}`)
      .compile(),
  )
  return holders as unknown as LeaseHolder[]
}
