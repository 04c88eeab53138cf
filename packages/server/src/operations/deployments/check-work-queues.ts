import { findDeployment } from '@reeve/database/queries/deployments/find-deployments'
import { listWorkQueues } from '@reeve/database/queries/work-queues/list-work-queues'
import type { QueueFilter, WorkQueue } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { requireRow } from '../require-row.ts'

/** The queues whose filter lets a deployment's runs through, those without a filter too. Refuses with 404. [C36] */
export async function checkWorkQueues(ctx: Context, deploymentId: string): Promise<WorkQueue[]> {
  const db = ctx.database.reader
  const deployment = requireRow(await findDeployment(db, deploymentId), 'Deployment not found')
  const tags = new Set(deployment.tags as string[])
  return (await listWorkQueues(db)).filter(({ filter }) => lets(filter, { id: deployment.id, tags }))
}

const lets = (
  filter: QueueFilter | null,
  { id, tags }: { readonly id: string; readonly tags: ReadonlySet<string> },
): boolean =>
  !filter ||
  ((filter.tags ?? []).every((tag) => tags.has(tag)) &&
    (!filter.deployment_ids?.length || filter.deployment_ids.includes(id)))
