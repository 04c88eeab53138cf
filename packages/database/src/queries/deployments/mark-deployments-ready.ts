import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'mark-deployments-ready',
  text: (dialect) => `
    UPDATE deployment SET status = 'READY', last_polled = ${dialect.typedParameter(2, 'instant')}
    WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Notes that runs of deployments were asked for; `updated` stays. [C35, E28] */
export async function markDeploymentsReady(db: Db, ids: readonly string[], polledAt: Instant): Promise<void> {
  await db.run(statement, [db.dialect.list(ids), polledAt])
}
