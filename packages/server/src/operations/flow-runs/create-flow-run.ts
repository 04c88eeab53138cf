import { generateName } from '@reeve/core/names'
import type { Client } from '@reeve/core/transitions'
import { proposeState, toProposedState } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { findDeployment } from '@reeve/database/queries/deployments/find-deployments'
import { findFlowRunByKey } from '@reeve/database/queries/flow-runs/find-flow-run-by-key'
import { insertFlowRuns, type NewFlowRun } from '@reeve/database/queries/flow-runs/insert-flow-runs'
import { readFlowRun } from '@reeve/database/queries/flow-runs/read-flow-run'
import { readFlowLabels } from '@reeve/database/queries/flow-runs/read-inherited-labels'
import { findWorkQueue } from '@reeve/database/queries/work-queues/find-work-queue'
import type { CreatedBy, FlowRunCreate, FlowRunResponse, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { missingPool, missingQueue } from '../work-pools/missing-work.ts'
import { announceTransitions } from './announce-transitions.ts'
import { ownJobVariables, runLabels } from './prepare-deployment-run.ts'
import { migratePolicy } from './run-policy.ts'
import { transitionFlowRuns } from './transition-flow-runs.ts'

/** Who makes a run. */
export interface Creation {
  readonly createdBy: CreatedBy | null
  readonly client: Client
}

/** Makes a flow run, or finds the one that its flow made under the same idempotency key. [C1-C8, A29] */
export async function createFlowRun(ctx: Context, body: FlowRunCreate, creation: Creation): Promise<Answer> {
  const { id, created, outcomes } = await ctx.database.write(async (db) => {
    const run = await toNewFlowRun(ctx, db, { body, createdBy: creation.createdBy })
    const made = await insertFlowRuns(db, [run])
    if (!made.has(run.id)) return { id: await existing(db, run), created: false, outcomes: [] }
    const outcomes = await transitionFlowRuns(ctx, db, {
      ids: [run.id],
      proposed: body.state
        ? toProposedState(body.state, run.now)
        : proposeState({ type: 'PENDING' }, run.now),
      policy: 'minimal',
      client: creation.client,
    })
    return { id: run.id, created: true, outcomes }
  })
  announceTransitions(ctx, outcomes)
  return createdOrFound(created, await readCreated(ctx, id))
}

async function readCreated(ctx: Context, id: string): Promise<FlowRunResponse> {
  const run = await readFlowRun(ctx.database.quick, id, ctx.clock.now())
  if (!run) throw new Error(`Flow run ${id} is gone right after it was made`)
  return run
}

async function existing(db: Db, run: NewFlowRun): Promise<string> {
  const id = await findFlowRunByKey(db, run.flow_id, run.idempotency_key as string)
  if (!id) throw new Error(`No flow run under the idempotency key that its insertion met`)
  return id
}

async function toNewFlowRun(
  ctx: Context,
  db: Db,
  { body, createdBy }: { body: FlowRunCreate; createdBy: CreatedBy | null },
): Promise<NewFlowRun> {
  return {
    id: ctx.ids.next(),
    name: body.name || generateName(ctx.ids.random),
    flow_id: body.flow_id,
    flow_version: body.flow_version ?? null,
    deployment_id: body.deployment_id ?? null,
    deployment_version: null,
    work_queue_id: await resolveQueue(db, body),
    work_queue_name: body.work_queue_name ?? null,
    parent_task_run_id: body.parent_task_run_id ?? null,
    infrastructure_document_id: body.infrastructure_document_id ?? null,
    idempotency_key: body.idempotency_key || null,
    parameters: body.parameters as JsonObject,
    context: body.context as JsonObject,
    empirical_policy: migratePolicy(body.empirical_policy),
    tags: body.tags,
    labels: await labelsOf(db, body),
    job_variables: ownJobVariables(body),
    created_by: createdBy as JsonObject | null,
    auto_scheduled: false,
    total_run_time: 0,
    now: ctx.clock.now(),
  }
}

/** Those of the deployment that the run says it is of, or else those of the flow, and its own. [C4] */
async function labelsOf(db: Db, { flow_id, deployment_id, labels }: FlowRunCreate): Promise<JsonObject> {
  const deployment = deployment_id ? await findDeployment(db, deployment_id) : undefined
  if (deployment) return runLabels(deployment, labels as JsonObject | null)
  return { ...(await readFlowLabels(db, flow_id)), 'prefect.flow.id': flow_id, ...labels }
}

/** The queue that the body names; 404 if its pool or the queue is not there. [C1] */
async function resolveQueue(
  db: Db,
  { work_pool_name: pool, work_queue_name: queue }: FlowRunCreate,
): Promise<string | null> {
  if (!pool) return null
  const found = await findWorkQueue(db, pool, queue || null)
  if (queue && !found?.queue_id) throw missingQueue(pool, queue)
  if (!found) throw missingPool(pool)
  return found.queue_id
}
