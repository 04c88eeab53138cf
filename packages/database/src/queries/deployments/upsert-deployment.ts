import type { Instant } from '@reeve/wire'
import type { Insertable } from 'kysely'
import type { Db } from '../../database.ts'
import type { Tables } from '../../schema/tables.ts'
import { type DeploymentColumns, toParameters } from './columns.ts'

/** A deployment as it is sent. */
export interface SentDeployment {
  /** Its id if it is new. */
  readonly id: string
  readonly flow_id: string
  readonly name: string
  /** What a new one has where nothing was sent. */
  readonly defaults: DeploymentColumns
  /** What was sent: all that is written to one that is there. */
  readonly columns: DeploymentColumns
  readonly now: Instant
}

/** Makes a deployment, or changes the one of this name that its flow has. Returns the id of the row. [C25] */
export async function upsertDeployment(db: Db, sent: SentDeployment): Promise<string> {
  const { id, flow_id, name, now } = sent
  const columns = toParameters(sent.columns)
  const row = { id, created: now, updated: now, flow_id, name, ...toParameters(sent.defaults), ...columns }
  const [stored] = await db.execute(
    db.sql
      .insertInto('deployment')
      .values(row as Insertable<Tables['deployment']>)
      .onConflict((conflict) =>
        conflict.columns(['flow_id', 'name']).doUpdateSet({ ...columns, updated: now } as never),
      )
      .returning('id')
      .compile(),
  )
  if (!stored) throw new Error(`The deployment "${name}" is gone right after it was made`)
  return stored.id
}
