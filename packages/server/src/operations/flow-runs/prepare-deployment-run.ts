import { generateName } from '@reeve/core/names'
import { findParameterProblem, HydrationError } from '@reeve/core/parameters'
import { type ProposedState, proposeState, toProposedState } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import type { DeploymentFacts } from '@reeve/database/queries/deployments/find-deployments'
import type { NewFlowRun } from '@reeve/database/queries/flow-runs/insert-flow-runs'
import type { CreatedBy, DeploymentFlowRunCreate, JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { asTemplate, findJobVariableProblem } from '../deployments/job-variables.ts'
import { hydrateParameters } from './hydrate-parameters.ts'
import { migratePolicy } from './run-policy.ts'

/** A run that is ready to be made. */
export interface PreparedRun {
  readonly run: NewFlowRun
  readonly proposed: ProposedState
  /** The queue that was asked for by name, to be found or made in the deployment's pool. */
  readonly queue: string | null
}

/** Why a run cannot be made. */
export interface RunProblem {
  readonly kind:
    | 'placeholder'
    | 'no-schema'
    | 'parameters'
    | 'schema'
    | 'circular'
    | 'job-variables'
    | 'template'
    | 'no-pool'
  readonly message: string
}

/** What a run is made of. */
export interface RunRequest {
  readonly deployment: DeploymentFacts
  readonly body: DeploymentFlowRunCreate
  readonly createdBy: CreatedBy | null
}

/** Fills in and checks what a run of a deployment is to be made with. [C38, C39] */
export async function prepareDeploymentRun(
  ctx: Context,
  db: Db,
  request: RunRequest,
): Promise<PreparedRun | RunProblem> {
  const { deployment, body } = request
  const parameters = await fillIn(db, { ...(deployment.parameters as JsonObject), ...body.parameters })
  if (parameters instanceof HydrationError) return { kind: 'placeholder', message: parameters.message }
  const problem =
    findProblem(request, parameters) ??
    (await findTemplateProblem(ctx, db, request)) ??
    findQueueProblem(request)
  if (problem) return problem
  const now = ctx.clock.now()
  return {
    run: toRun(ctx, request, parameters),
    proposed: body.state ? toProposedState(body.state, now) : proposeState({ type: 'SCHEDULED' }, now),
    queue: body.work_queue_name || null,
  }
}

const fillIn = (db: Db, parameters: JsonObject): Promise<JsonObject | HydrationError> =>
  hydrateParameters(db, parameters).catch((error: unknown) => {
    if (error instanceof HydrationError) return error
    throw error
  })

/** The parameters must keep to the deployment's schema, if either asks for it. */
function findProblem({ deployment, body }: RunRequest, parameters: JsonObject): RunProblem | undefined {
  if (!(body.enforce_parameter_schema ?? deployment.enforce_parameter_schema)) return undefined
  const schema = deployment.parameter_openapi_schema as JsonObject | null
  if (!schema) return { kind: 'no-schema', message: 'The deployment has no schema to enforce.' }
  const problem = findParameterProblem(parameters, schema)
  return (
    problem && { kind: problem.kind === 'invalid' ? 'parameters' : problem.kind, message: problem.message }
  )
}

/** The job variables must keep to the template of the deployment's pool. [K10] */
async function findTemplateProblem(
  ctx: Context,
  db: Db,
  { deployment, body }: RunRequest,
): Promise<RunProblem | undefined> {
  if (!deployment.pool_id) return undefined
  const problem = await findJobVariableProblem(ctx, db, {
    template: asTemplate(deployment.base_job_template),
    layers: [deployment.infra_overrides as JsonObject, (body.job_variables ?? {}) as JsonObject],
    required: 'enforced',
  })
  return (
    problem && {
      kind: problem.kind === 'invalid' ? 'job-variables' : 'template',
      message: problem.message,
    }
  )
}

const findQueueProblem = ({ deployment, body }: RunRequest): RunProblem | undefined =>
  body.work_queue_name && !deployment.pool_id ? { kind: 'no-pool', message: body.work_queue_name } : undefined

function toRun(
  ctx: Context,
  { deployment, body, createdBy }: RunRequest,
  parameters: JsonObject,
): NewFlowRun {
  return {
    id: ctx.ids.next(),
    name: body.name || generateName(ctx.ids.random),
    flow_id: deployment.flow_id,
    flow_version: null,
    deployment_id: deployment.id,
    deployment_version: deployment.version,
    work_queue_id: deployment.work_queue_id,
    work_queue_name: body.work_queue_name || deployment.work_queue_name,
    parent_task_run_id: body.parent_task_run_id,
    infrastructure_document_id: body.infrastructure_document_id ?? deployment.infrastructure_document_id,
    idempotency_key: body.idempotency_key || null,
    parameters,
    context: body.context as JsonObject,
    empirical_policy: migratePolicy(body.empirical_policy),
    tags: [...new Set([...(deployment.tags as string[]), ...body.tags])],
    labels: runLabels(deployment, body.labels as JsonObject | null),
    job_variables: ownJobVariables(body),
    created_by: createdBy as JsonObject | null,
    auto_scheduled: false,
    total_run_time: 0,
    now: ctx.clock.now(),
  }
}

/** Those that a run says it has. What clients see of a run without any depends on whether it has a key. [C39] */
export const ownJobVariables = (
  body: Partial<Pick<DeploymentFlowRunCreate, 'job_variables' | 'idempotency_key'>>,
): JsonObject | null =>
  (body.job_variables as JsonObject | null | undefined) ?? (body.idempotency_key ? null : {})

/** The labels of a run of a deployment. [C4] */
export const runLabels = (
  { id, flow_id, labels }: Pick<DeploymentFacts, 'id' | 'flow_id' | 'labels'>,
  own: JsonObject | null,
): JsonObject => ({
  ...(labels as JsonObject | null),
  'prefect.flow.id': flow_id,
  'prefect.deployment.id': id,
  ...own,
})
