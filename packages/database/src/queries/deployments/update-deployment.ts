import type { Instant } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { type DeploymentColumns, toParameters } from './columns.ts'

/** Changes the deployment with this id; columns that are absent stay. [C29] */
export async function updateDeployment(
  db: Db,
  id: string,
  { columns, now }: { readonly columns: DeploymentColumns; readonly now: Instant },
): Promise<void> {
  await db.execute(
    db.sql
      .updateTable('deployment')
      .set({ ...toParameters(columns), updated: now } as never)
      .where('id', '=', id)
      .compile(),
  )
}
