import { findAllErrors, findParameterProblem, HydrationError, pythonRepr } from '@reeve/core/parameters'
import { planScheduleChanges } from '@reeve/core/schedules'
import type { Db } from '@reeve/database'
import { readSchedules } from '@reeve/database/queries/deployment-schedules/read-schedules'
import type { DeploymentColumns } from '@reeve/database/queries/deployments/columns'
import { type DeploymentFacts, lockDeployments } from '@reeve/database/queries/deployments/find-deployments'
import { updateDeployment as changeDeployment } from '@reeve/database/queries/deployments/update-deployment'
import { deleteFutureAutoScheduledRuns } from '@reeve/database/queries/flow-runs/delete-scheduled-runs'
import { findWorkQueue } from '@reeve/database/queries/work-queues/find-work-queue'
import type { DeploymentUpdate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'
import { hydrateParameters } from '../flow-runs/hydrate-parameters.ts'
import { requireRow } from '../require-row.ts'
import { ensureWorkQueue } from '../work-pools/ensure-work-queue.ts'
import { missingPool } from '../work-pools/missing-work.ts'
import { requireLimit, sentColumns, updatedEvents } from './deployment-columns.ts'
import { asTemplate } from './job-variables.ts'
import { carryOutPlan } from './save-schedules.ts'
import { setDeploymentLimit } from './set-deployment-limit.ts'

/** A change of a deployment as a client sends it. */
interface Update {
  readonly id: string
  readonly body: DeploymentUpdate
  readonly sent: ReadonlySet<string>
}

/** An update whose parameters had their placeholders filled in, or that failed to. */
interface Prepared extends Update {
  readonly parameters: JsonObject | HydrationError | null
}

/** Changes the fields of a deployment that were sent. Refuses with 400, 404, 409 or 422. [C29, C30] */
export async function updateDeployment(ctx: Context, update: Update): Promise<null> {
  const { parameters } = update.body
  const hydrated =
    parameters &&
    (await hydrateParameters(ctx.database.quick, parameters as JsonObject).catch(asHydrationError))
  return writeWithEvents(ctx, (db) => save(ctx, db, { ...update, parameters: hydrated }))
}

function asHydrationError(error: unknown): HydrationError {
  if (error instanceof HydrationError) return error
  throw error
}

async function save(ctx: Context, db: Db, update: Prepared): Promise<Change<null>> {
  const { id, body, sent } = update
  const [locked] = await lockDeployments(db, [id])
  const before = requireRow(locked, 'Deployment not found.')
  const plan = planScheduleChanges(await readSchedules(db, id), sent.has('schedules') ? body.schedules : null)
  if (plan.kind === 'refuse') throw new Refused(422, plan.detail)
  await requirePool(db, body)
  const parameters = requireParameters(update, before)
  await requireLimit(db, body.global_concurrency_limit_id)

  const now = ctx.clock.now()
  const queue = await ensureQueue(ctx, db, update)
  const columns = { ...sentColumns(body, sent), ...(parameters && { parameters }), ...queue.columns }
  await changeDeployment(db, id, { columns, now })
  await deleteFutureAutoScheduledRuns(db, id, now)
  await carryOutPlan(ctx, db, { deploymentId: id, plan, sent: body.schedules })
  if (sent.has('concurrency_limit')) {
    const linked = columns.concurrency_limit_id
    const deployment = {
      id,
      concurrency_limit_id: linked === undefined ? before.concurrency_limit_id : linked,
    }
    await setDeploymentLimit(ctx, db, { deployment, limit: body.concurrency_limit })
  }
  const [after] = await lockDeployments(db, [id])
  const events = after ? updatedEvents(ctx, before, after) : []
  return { result: null, events: [...queue.events, ...events] }
}

/** The pool must be there; job variables that are sent must keep to its template by themselves. */
async function requirePool(db: Db, { work_pool_name, job_variables }: DeploymentUpdate): Promise<void> {
  if (!work_pool_name) return
  const pool = await findWorkQueue(db, work_pool_name, null)
  if (!pool) throw missingPool(work_pool_name)
  const schema = asTemplate(pool.base_job_template).variables
  if (!job_variables || !schema) return
  const errors = findAllErrors(job_variables as JsonObject, schema as JsonObject, { ignoreRequired: true })
  const [worst] = Array.isArray(errors) ? errors : [errors]
  if (worst)
    throw new Refused(409, `Error creating deployment: <ValidationError: ${pythonRepr(worst.message)}>`)
}

/** The parameters to store, null to leave them; what is in force must keep to the schema that is to be enforced. */
function requireParameters({ body, parameters }: Prepared, before: DeploymentFacts): JsonObject | null {
  if (parameters instanceof HydrationError)
    throw new Refused(400, `Error hydrating deployment parameters: ${parameters.message}`)
  if (!(body.enforce_parameter_schema ?? before.enforce_parameter_schema)) return parameters
  const sentSchema = body.parameter_openapi_schema as JsonObject | null
  const schema =
    sentSchema && Object.keys(sentSchema).length > 0
      ? sentSchema
      : (before.parameter_openapi_schema as JsonObject | null)
  if (!schema) throw new Refused(409, NO_SCHEMA)
  const problem = findParameterProblem(parameters ?? (before.parameters as JsonObject), schema, {
    ignoreRequired: true,
  })
  if (problem?.kind === 'invalid') throw new Refused(409, `Error updating deployment: ${problem.message}`)
  if (problem) throw new Refused(422, problem.message)
  return parameters
}

/** Said when a schema is to be enforced that is not there. */
export const NO_SCHEMA =
  'Error updating deployment: Cannot update parameters because parameter schema enforcement is enabled and the deployment does not have a valid parameter schema.'

/** The queue to go to from now on; a pool of null detaches the deployment. */
async function ensureQueue(ctx: Context, db: Db, { body, sent }: Update) {
  const detached = sent.has('work_pool_name') && body.work_pool_name === null
  if (detached) return { columns: { work_queue_id: null }, events: [] }
  const names = { pool: body.work_pool_name, queue: body.work_queue_name }
  const { queue_id, events } = await ensureWorkQueue(ctx, db, names)
  const columns: DeploymentColumns = queue_id ? { work_queue_id: queue_id } : {}
  return { columns, events }
}
