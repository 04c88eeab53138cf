import { generateName } from '@reeve/core/names'
import type { Db } from '@reeve/database'
import { findDeployment } from '@reeve/database/queries/deployments/find-deployments'
import { readJobVariableFacts } from '@reeve/database/queries/flow-runs/read-job-variable-facts'
import { lockFlowRunLabels, saveFlowRunLabels } from '@reeve/database/queries/flow-runs/save-flow-run-labels'
import {
  updateFlowRun as changeFlowRun,
  type FlowRunChanges,
} from '@reeve/database/queries/flow-runs/update-flow-run'
import type { FlowRunUpdate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { MissingObject, NotFound, Refused } from '../../http/errors.ts'
import { asTemplate, requireJobVariables } from '../deployments/job-variables.ts'
import { pickSent } from '../pick-sent.ts'
import { migratePolicy } from './run-policy.ts'

/** Changes the fields of a run that the client sent. [C9] */
export async function updateFlowRun(
  ctx: Context,
  id: string,
  { body, sent }: { body: FlowRunUpdate; sent: ReadonlySet<string> },
): Promise<null> {
  const changes = pickSent(body, sent) as FlowRunChanges
  if (sent.has('name') && !changes.name) changes.name = generateName(ctx.ids.random)
  if (sent.has('empirical_policy')) changes.empirical_policy = migratePolicy(body.empirical_policy)
  await ctx.database.write(async (db) => {
    if (body.job_variables)
      await requireChangeableJobVariables(ctx, db, { id, variables: body.job_variables as JsonObject })
    const found = await changeFlowRun(db, id, { changes, now: ctx.clock.now() })
    if (!found) throw new NotFound('Flow run')
  })
  return null
}

/** Job variables may change while a run of an existing deployment waits for its time. [C9, K10] */
async function requireChangeableJobVariables(
  ctx: Context,
  db: Db,
  { id, variables }: { readonly id: string; readonly variables: JsonObject },
): Promise<void> {
  const facts = await readJobVariableFacts(db, id)
  if (!facts) throw new NotFound('Flow run')
  if (!facts.state_type)
    throw new Refused(400, 'Flow run state is required to update job variables but none exists')
  if (facts.state_type !== 'SCHEDULED')
    throw new Refused(400, `Job variables for a flow run in state ${facts.state_type} cannot be updated`)
  const deployment = facts.deployment_id ? await findDeployment(db, facts.deployment_id) : undefined
  if (!deployment) throw new Refused(400, 'A deployment for the flow run could not be found')
  if (!deployment.pool_id) return
  const template = asTemplate(deployment.base_job_template)
  const layers = [deployment.infra_overrides as JsonObject, variables]
  await requireJobVariables(ctx, db, { template, layers, required: 'enforced', what: 'updating flow run' })
}

/** Adds labels to a run's own; equal keys are overwritten. [C10] */
export async function mergeFlowRunLabels(ctx: Context, id: string, labels: JsonObject): Promise<null> {
  await ctx.database.write(async (db) => {
    const own = await lockFlowRunLabels(db, id)
    if (!own) throw new MissingObject(`Flow run with id ${id} not found`)
    await saveFlowRunLabels(db, { id, labels: { ...own, ...labels }, now: ctx.clock.now() })
  })
  return null
}
