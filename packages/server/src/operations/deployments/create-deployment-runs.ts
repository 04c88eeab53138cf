import type { Client } from '@reeve/core/transitions'
import { type Db, IntegrityViolation } from '@reeve/database'
import { type DeploymentFacts, findDeployment } from '@reeve/database/queries/deployments/find-deployments'
import { findFlowRunsByKeys } from '@reeve/database/queries/flow-runs/find-flow-runs-by-keys'
import { insertFlowRuns, type NewFlowRun } from '@reeve/database/queries/flow-runs/insert-flow-runs'
import { readFlowRun } from '@reeve/database/queries/flow-runs/read-flow-run'
import type {
  DeploymentFlowRunCreate,
  Event,
  FlowRunBulkCreateResponse,
  FlowRunCreateResult,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, writeWithEvents } from '../../events/write-with-events.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { NotFound, Refused } from '../../http/errors.ts'
import { announceTransitions } from '../flow-runs/announce-transitions.ts'
import type { Creation } from '../flow-runs/create-flow-run.ts'
import {
  type PreparedRun,
  prepareDeploymentRun,
  type RunProblem,
} from '../flow-runs/prepare-deployment-run.ts'
import { type FlowRunOutcome, transitionFlowRuns } from '../flow-runs/transition-flow-runs.ts'
import { requireRow } from '../require-row.ts'
import { ensureWorkQueue } from '../work-pools/ensure-work-queue.ts'
import { NO_SCHEMA } from './update-deployment.ts'

/** As many as may be asked for at once. [C40] */
const MAX_RUNS = 100

/** Makes a run of a deployment, or finds the one made under the same key. Refuses with 400, 404, 409 or 422. [C38, C39] */
export async function createDeploymentRun(
  ctx: Context,
  id: string,
  { body, ...creation }: Creation & { readonly body: DeploymentFlowRunCreate },
): Promise<Answer> {
  const deployment = await requireDeployment(ctx, id)
  const { createdBy } = creation
  const prepared = await prepareDeploymentRun(ctx, ctx.database.quick, { deployment, body, createdBy })
  if ('kind' in prepared) throw refusal(prepared, deployment)
  const [made] = await make(ctx, { deployment, prepared: [prepared], client: creation.client })
  if (!made) throw new Error(`No run of deployment ${id} was made or found`)
  const run = await readFlowRun(ctx.database.quick, made.id, ctx.clock.now())
  return createdOrFound(made.created, requireRow(run, 'Flow run not found'))
}

/** Makes runs of a deployment together; what is wrong with one of them does not take the others. [C40] */
export async function createDeploymentRuns(
  ctx: Context,
  id: string,
  { body, ...creation }: Creation & { readonly body: readonly DeploymentFlowRunCreate[] },
): Promise<FlowRunBulkCreateResponse> {
  if (body.length > MAX_RUNS) throw new Refused(400, `Cannot create more than ${MAX_RUNS} flow runs at once.`)
  const deployment = await requireDeployment(ctx, id)
  const attempts: (PreparedRun | RunProblem)[] = []
  for (const one of body) {
    const { createdBy } = creation
    attempts.push(await prepareDeploymentRun(ctx, ctx.database.quick, { deployment, body: one, createdBy }))
  }
  const prepared = attempts.filter((attempt) => 'run' in attempt)
  const made = await makeAll(ctx, { deployment, prepared, client: creation.client })
  const results = attempts.map((attempt) =>
    'run' in attempt ? toResult(made.get(attempt)) : failed(failure(attempt)),
  )
  return { results }
}

interface Made {
  readonly id: string
  readonly created: boolean
}

interface Making {
  readonly deployment: DeploymentFacts
  readonly prepared: readonly PreparedRun[]
  readonly client: Client
}

async function requireDeployment(ctx: Context, id: string): Promise<DeploymentFacts> {
  const deployment = await findDeployment(ctx.database.quick, id)
  if (!deployment) throw new NotFound('Deployment')
  return deployment
}

/** Makes runs in one unit of work; if one of them violates a constraint, each in its own. */
async function makeAll(ctx: Context, making: Making): Promise<Map<PreparedRun, Made | Error>> {
  const { prepared } = making
  if (prepared.length === 0) return new Map()
  try {
    const made = await make(ctx, making)
    return new Map(prepared.map((one, index) => [one, made[index] as Made]))
  } catch (error) {
    if (!(error instanceof IntegrityViolation)) throw error
    return makeOneByOne(ctx, making)
  }
}

/** In their order, so that of runs with one key the first is made. */
async function makeOneByOne(ctx: Context, making: Making): Promise<Map<PreparedRun, Made | Error>> {
  const outcomes = new Map<PreparedRun, Made | Error>()
  for (const one of making.prepared) {
    const outcome = await make(ctx, { ...making, prepared: [one] }).then(
      ([made]) => made as Made,
      (cause: unknown) => {
        if (cause instanceof IntegrityViolation) return cause
        throw cause
      },
    )
    outcomes.set(one, outcome)
  }
  return outcomes
}

/** Makes runs, or finds those made under the same keys, in the order given. */
async function make(ctx: Context, making: Making): Promise<Made[]> {
  const { made, outcomes } = await writeWithEvents(ctx, (db) => save(ctx, db, making))
  announceTransitions(ctx, outcomes)
  return made
}

async function save(
  ctx: Context,
  db: Db,
  { deployment, prepared, client }: Making,
): Promise<Change<{ made: Made[]; outcomes: FlowRunOutcome[] }>> {
  const { queues, events } = await ensureQueues(ctx, db, { deployment, prepared })
  const runs = prepared.map(({ run, queue }) =>
    queue === null ? run : { ...run, work_queue_id: queues.get(queue) ?? null },
  )
  const inserted = await insertFlowRuns(db, runs)
  const proposals = new Map(prepared.map(({ run, proposed }) => [run.id, proposed]))
  const outcomes = await transitionFlowRuns(ctx, db, {
    ids: runs.flatMap(({ id }) => (inserted.has(id) ? [id] : [])),
    proposed: ({ run }) => proposals.get(run.id) ?? null,
    policy: 'minimal',
    client,
  })
  const found = await findMet(
    db,
    deployment,
    runs.filter(({ id }) => !inserted.has(id)),
  )
  const made = runs.map(({ id, idempotency_key: key }) =>
    inserted.has(id) ? { id, created: true } : { id: found.get(key as string) as string, created: false },
  )
  return { result: { made, outcomes }, events }
}

/** The runs whose keys those that were not inserted met. */
const findMet = (db: Db, { flow_id }: DeploymentFacts, runs: readonly NewFlowRun[]) =>
  findFlowRunsByKeys(
    db,
    flow_id,
    runs.map(({ idempotency_key }) => idempotency_key as string),
  )

/** The queues that runs ask for by name, made if their pool does not have them. */
async function ensureQueues(ctx: Context, db: Db, { deployment, prepared }: Omit<Making, 'client'>) {
  const queues = new Map<string, string | null>()
  const events: Event[] = []
  for (const name of new Set(prepared.flatMap(({ queue }) => queue ?? []))) {
    const ensured = await ensureWorkQueue(ctx, db, { pool: deployment.pool_name, queue: name })
    queues.set(name, ensured.queue_id)
    events.push(...ensured.events)
  }
  return { queues, events }
}

/** What a single request is answered. [C38] */
function refusal({ kind, message }: RunProblem, { id }: DeploymentFacts): Refused {
  switch (kind) {
    case 'placeholder':
      return new Refused(400, `Error hydrating flow run parameters: ${message}`)
    case 'no-schema':
      return new Refused(409, NO_SCHEMA)
    case 'parameters':
      return new Refused(409, `Error creating flow run: ${message}`)
    case 'job-variables':
      return new Refused(422, `Error creating flow run: ${message}`)
    case 'schema':
    case 'circular':
    case 'template':
      return new Refused(422, message)
    case 'no-pool':
      return new Refused(
        400,
        `Cannot create flow run in work queue ${message} because deployment ${id} is not associated with a work pool. Please remove work_pool_name and try again.`,
      )
  }
}

/** What one of many is answered. [C40] */
function failure({ kind, message }: RunProblem): string {
  switch (kind) {
    case 'placeholder':
    case 'schema':
    case 'template':
      return message
    case 'no-schema':
      return 'Parameter schema enforcement is enabled but deployment has no valid schema.'
    case 'parameters':
      return `Parameter validation failed: ${message}`
    case 'circular':
      return 'Invalid schema: circular references detected.'
    case 'job-variables':
      return `Error creating flow run: ${message}`
    case 'no-pool':
      return `Cannot create flow run in work queue ${message} because deployment is not associated with a work pool.`
  }
}

const failed = (error: string): FlowRunCreateResult => ({ flow_run_id: null, status: 'FAILED', error })

const toResult = (made: Made | Error | undefined): FlowRunCreateResult =>
  made && 'id' in made
    ? { flow_run_id: made.id, status: 'CREATED', error: null }
    : failed(made?.message ?? 'The run could not be made.')
