import type { Db } from '@reeve/database'
import { insertConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/insert-concurrency-limit'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import { updateConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/update-concurrency-limit'
import { deleteLimitsOfDeployments } from '@reeve/database/queries/deployments/delete-deployments'
import type { DeploymentFacts } from '@reeve/database/queries/deployments/find-deployments'
import { updateDeployment } from '@reeve/database/queries/deployments/update-deployment'
import type { Context } from '../../context.ts'
import { newLimit } from '../limits/change-limits.ts'

/**
 * Holds the runs of a deployment to a number at once, null for no limit. The limit that it is linked to is changed
 * or deleted, even if it was made apart; without one, it gets a limit of its own. [C26]
 */
export async function setDeploymentLimit(
  ctx: Context,
  db: Db,
  {
    deployment,
    limit,
  }: {
    readonly deployment: Pick<DeploymentFacts, 'id' | 'concurrency_limit_id'>
    readonly limit: number | null
  },
): Promise<void> {
  const linked = deployment.concurrency_limit_id
  const current = linked ? await readConcurrencyLimit(db, { id: linked }) : undefined
  if ((current?.limit ?? null) === limit) return
  const now = ctx.clock.now()
  if (limit === null) await deleteLimitsOfDeployments(db, [deployment.id])
  else if (current) await updateConcurrencyLimit(db, current.id, { limit, updated: now })
  const own =
    limit !== null && !current ? await addOwnLimit(ctx, db, { id: deployment.id, limit }) : undefined
  const columns = { concurrency_limit: limit, ...(own && { concurrency_limit_id: own }) }
  await updateDeployment(db, deployment.id, { columns, now })
}

async function addOwnLimit(
  ctx: Context,
  db: Db,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<string> {
  const row = newLimit(ctx, {
    name: `deployment:${id}`,
    limit,
    active: true,
    active_slots: 0,
    denied_slots: 0,
    slot_decay_per_second: 0,
  })
  await insertConcurrencyLimit(db, row)
  return row.id
}
