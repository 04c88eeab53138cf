import { deploymentEvent } from '@reeve/core/events'
import { findStoredSchemaProblem } from '@reeve/core/parameters'
import type { Db } from '@reeve/database'
import type { DeploymentColumns } from '@reeve/database/queries/deployments/columns'
import { findBlockDocuments } from '@reeve/database/queries/deployments/find-block-documents'
import {
  type DeploymentFacts,
  findDeployment,
  lockDeploymentByName,
} from '@reeve/database/queries/deployments/find-deployments'
import { readDeployment } from '@reeve/database/queries/deployments/read-deployment'
import { upsertDeployment } from '@reeve/database/queries/deployments/upsert-deployment'
import { deleteFutureAutoScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import { readFlowLabels } from '@reeve/database/queries/flow-runs/read-inherited-labels'
import { findWorkQueue } from '@reeve/database/queries/work-queues/find-work-queue'
import type { DeploymentCreate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { InvalidRequest, Refused } from '../../http/errors.ts'
import { readJson } from '../../http/json-text.ts'
import { FORBIDDEN_IN_NAMES } from '../forbidden-in-names.ts'
import { pickSent } from '../pick-sent.ts'
import { requireRow } from '../require-row.ts'
import { AGENT_POOL, ensureWorkQueue } from '../work-pools/ensure-work-queue.ts'
import { missingPool } from '../work-pools/missing-work.ts'
import { requireLimit, sentColumns, updatedEvents } from './deployment-columns.ts'
import { asTemplate, requireJobVariables } from './job-variables.ts'
import { replaceSchedules } from './save-schedules.ts'
import { setDeploymentLimit } from './set-deployment-limit.ts'

/** A deployment as a client sends it. */
interface Sent {
  readonly body: DeploymentCreate
  readonly sent: ReadonlySet<string>
  /** As it was written, without what parsing filled in. */
  readonly text: string | undefined
}

interface Saved {
  readonly id: string
  readonly created: boolean
}

/** What a new deployment has where nothing was sent. */
const DEFAULTS = {
  tags: [],
  infra_overrides: {},
  pull_steps: [],
  parameter_openapi_schema: {},
  paused: false,
  enforce_parameter_schema: true,
} as const satisfies DeploymentColumns

/** Makes a deployment, or changes the one of this name that its flow has; 201 if it is new. [C25-C28] */
export async function createDeployment(ctx: Context, sent: Sent): Promise<Answer> {
  requireValid(sent)
  const { id, created } = await writeWithEvents(ctx, (db) => save(ctx, db, sent))
  const deployment = await readDeployment(ctx.database.quick, id)
  return createdOrFound(created, requireRow(deployment, 'Deployment not found'))
}

/** Refuses what only the whole of the request shows to be wrong. */
function requireValid({ body, sent, text }: Sent): void {
  const problem =
    sent.has('enforce_parameter_schema') && body.enforce_parameter_schema && body.parameter_openapi_schema
      ? sent.has('parameter_openapi_schema') &&
        findStoredSchemaProblem(body.parameters as JsonObject, body.parameter_openapi_schema as JsonObject)
      : undefined
  if (problem) {
    const input = text === undefined ? pickSent(body, sent) : (readJson(text) as JsonObject)
    const msg = `Value error, ${problem}`
    throw new InvalidRequest([{ type: 'value_error', loc: ['body'], msg, input, ctx: { error: {} } }], input)
  }
  if (FORBIDDEN_IN_NAMES.test(body.name)) {
    const pattern = '^[^/%&><]*$'
    const msg = `String should match pattern '${pattern}'`
    throw new InvalidRequest(
      [{ type: 'string_pattern_mismatch', loc: ['body', 'name'], msg, input: body.name, ctx: { pattern } }],
      pickSent(body, sent),
    )
  }
}

async function save(ctx: Context, db: Db, { body, sent }: Sent): Promise<Change<Saved>> {
  await requirePool(ctx, db, body)
  await requireLimit(db, body.global_concurrency_limit_id)
  const queue = await ensureWorkQueue(ctx, db, { pool: body.work_pool_name, queue: body.work_queue_name })
  await requireBlocks(db, body)
  const before = await lockDeploymentByName(db, body.flow_id, body.name)
  const newId = ctx.ids.next()
  const now = ctx.clock.now()
  const id = await upsertDeployment(db, {
    id: newId,
    flow_id: body.flow_id,
    name: body.name,
    defaults: DEFAULTS,
    columns: {
      ...sentColumns(body, sent),
      parameters: body.parameters,
      labels: await labelsOf(db, body),
      ...(queue.queue_id && { work_queue_id: queue.queue_id }),
    },
    now,
  })
  await deleteFutureAutoScheduledRuns(db, id, now)
  await replaceSchedules(ctx, db, { deploymentId: id, schedules: body.schedules })
  if (sent.has('concurrency_limit')) {
    const deployment = await saved(db, id)
    await setDeploymentLimit(ctx, db, { deployment, limit: body.concurrency_limit })
  }
  const after = await saved(db, id)
  const events = before
    ? updatedEvents(ctx, before, after)
    : id === newId
      ? [deploymentEvent('created', after, occurrence(ctx))]
      : []
  return { result: { id, created: id === newId }, events: [...queue.events, ...events] }
}

async function saved(db: Db, id: string): Promise<DeploymentFacts> {
  const deployment = await findDeployment(db, id)
  if (!deployment) throw new Error(`Deployment ${id} is gone right after it was saved`)
  return deployment
}

/** The pool must be there, and the job variables must keep to its template; the agents' pool is made on demand. */
async function requirePool(ctx: Context, db: Db, body: DeploymentCreate): Promise<void> {
  const name = body.work_pool_name
  if (!name || name === AGENT_POOL) return
  const pool = await findWorkQueue(db, name, null)
  if (!pool) throw missingPool(name)
  const layers = [body.job_variables as JsonObject]
  if (Object.keys(body.job_variables).length === 0) return
  const template = asTemplate(pool.base_job_template)
  await requireJobVariables(ctx, db, { template, layers, required: 'ignored', what: 'creating deployment' })
}

const labelsOf = async (db: Db, body: DeploymentCreate): Promise<JsonObject> => ({
  ...(await readFlowLabels(db, body.flow_id)),
  'prefect.flow.id': body.flow_id,
  ...body.labels,
})

/** Blocks that a deployment names must be there. */
async function requireBlocks(db: Db, body: DeploymentCreate): Promise<void> {
  for (const kind of ['infrastructure', 'storage'] as const) {
    const id = body[`${kind}_document_id`]
    if (!id || (await findBlockDocuments(db, [id])).has(id)) continue
    throw new Refused(
      409,
      `Error creating deployment. Could not find ${kind} block with id: ${id}. This usually occurs when applying a deployment specification that was built against a different Prefect database / workspace.`,
    )
  }
}
