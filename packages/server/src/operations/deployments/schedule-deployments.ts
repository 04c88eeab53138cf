import { generateName } from '@reeve/core/names'
import { type Horizon, runTimes, scheduleDisplayName, scheduledRunKey } from '@reeve/core/schedules'
import { stateDetails } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { readActiveSchedules } from '@reeve/database/queries/deployment-schedules/read-schedules'
import {
  type DeploymentFacts,
  findDeployments,
  lockDeployments,
} from '@reeve/database/queries/deployments/find-deployments'
import { insertFlowRuns, type NewFlowRun } from '@reeve/database/queries/flow-runs/insert-flow-runs'
import { type FirstState, scheduleFlowRuns } from '@reeve/database/queries/flow-runs/schedule-flow-runs'
import { addSeconds, type DeploymentSchedule, type Instant, type JsonObject } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { runLabels } from '../flow-runs/prepare-deployment-run.ts'
import { migratePolicy } from '../flow-runs/run-policy.ts'
import { storeDetails } from '../flow-runs/stored-state.ts'

/** What all runs carry that schedules make, before the tags of their deployment. */
const AUTO_SCHEDULED_TAG = 'auto-scheduled'

/** A run that is to be made, and for when. */
interface DueRun {
  readonly deployment: DeploymentFacts
  readonly schedule: DeploymentSchedule
  readonly run: NewFlowRun
  readonly time: Instant
}

/** As far as is scheduled ahead of a time by the settings; what is given takes their place. [E9, C34] */
export function horizonOf({ settings }: Context, start: Instant, given: Partial<Horizon> = {}): Horizon {
  return {
    start,
    end: addSeconds(start, settings['server.services.scheduler.max_scheduled_time']),
    minSeconds: settings['server.services.scheduler.min_scheduled_time'],
    minRuns: settings['server.services.scheduler.min_runs'],
    maxRuns: settings['server.services.scheduler.max_runs'],
    ...given,
  }
}

/** How far to schedule, and whether what is paused by now is scheduled too. */
interface Scheduling {
  readonly horizon: Horizon
  readonly paused: 'not' | 'too'
}

/**
 * Makes the runs that the schedules of these deployments want within the horizon; those that are there already are
 * left alone. Returns how many it made. [E9-E11]
 */
export async function scheduleDeployments(
  ctx: Context,
  ids: readonly string[],
  { horizon, paused }: Scheduling,
): Promise<number> {
  if (ids.length === 0) return 0
  const db = ctx.database.reader
  const [found, schedules] = await Promise.all([findDeployments(db, ids), readActiveSchedules(db, ids)])
  const deployments = new Map(found.map((deployment) => [deployment.id, deployment]))
  const due = schedules.flatMap((schedule) => {
    const deployment = deployments.get(schedule.deployment_id as string)
    return deployment && (paused === 'too' || !deployment.paused)
      ? dueRuns(ctx, { deployment, schedule, horizon })
      : []
  })
  const size = Math.max(1, ctx.settings['server.services.scheduler.insert_batch_size'])
  let made = 0
  for (let start = 0; start < due.length; start += size)
    made += await insert(ctx, due.slice(start, start + size))
  return made
}

interface Source {
  readonly deployment: DeploymentFacts
  readonly schedule: DeploymentSchedule
  readonly horizon: Horizon
}

/** The runs of one schedule; one that cannot be read keeps no other from its runs. */
function dueRuns(ctx: Context, source: Source): DueRun[] {
  const { deployment, schedule, horizon } = source
  try {
    return runTimes(schedule.schedule, horizon).map((time) => ({
      deployment,
      schedule,
      run: toRun(ctx, source, time),
      time,
    }))
  } catch (error) {
    ctx.log.error(
      { err: error, deployment_id: deployment.id, schedule_id: schedule.id },
      'A schedule cannot be read; it makes no runs',
    )
    return []
  }
}

function toRun(ctx: Context, { deployment, schedule }: Source, time: Instant): NewFlowRun {
  const id = schedule.id as string
  return {
    id: ctx.ids.next(),
    name: generateName(ctx.ids.random),
    flow_id: deployment.flow_id,
    flow_version: null,
    deployment_id: deployment.id,
    deployment_version: deployment.version,
    work_queue_id: deployment.work_queue_id,
    work_queue_name: deployment.work_queue_name,
    parent_task_run_id: null,
    infrastructure_document_id: deployment.infrastructure_document_id,
    idempotency_key: scheduledRunKey(deployment.id, { id, schedule: schedule.schedule }, time),
    parameters: { ...(deployment.parameters as JsonObject), ...(schedule.parameters as JsonObject) },
    context: {},
    empirical_policy: migratePolicy(undefined),
    tags: [AUTO_SCHEDULED_TAG, ...(deployment.tags as string[])],
    labels: runLabels(deployment, null),
    job_variables: {},
    created_by: { id, type: 'SCHEDULE', display_value: scheduleDisplayName(schedule) },
    auto_scheduled: true,
    total_run_time: 0,
    now: ctx.clock.now(),
  }
}

/** Makes runs with their states, except those that are there. Returns how many it made. */
const insert = (ctx: Context, due: readonly DueRun[]): Promise<number> =>
  ctx.database.write(async (db) => {
    const current = await stillCurrent(db, due)
    const made = await insertFlowRuns(
      db,
      current.map(({ run }) => run),
    )
    const states = current.filter(({ run }) => made.has(run.id)).map((one) => toFirstState(ctx, one))
    await scheduleFlowRuns(db, states)
    return states.length
  })

/**
 * The runs whose deployment and schedule are as they were when the runs were thought of; a change in between took
 * back what was scheduled, and must not meet runs of what was before. [E12]
 */
async function stillCurrent(db: Db, due: readonly DueRun[]): Promise<DueRun[]> {
  const ids = [...new Set(due.map(({ deployment }) => deployment.id))]
  const deployments = await lockDeployments(db, ids)
  const schedules = await readActiveSchedules(db, ids)
  const versions = new Set([...deployments, ...schedules].map(version))
  return due.filter(
    ({ deployment, schedule }) => versions.has(version(deployment)) && versions.has(version(schedule)),
  )
}

interface Versioned {
  readonly id?: string | null
  readonly updated?: Instant | null
  readonly paused?: boolean
}

const version = ({ id, updated, paused = false }: Versioned) => `${id} ${updated} ${paused}`

const toFirstState = (ctx: Context, { run, time }: DueRun): FirstState => ({
  run_id: run.id,
  state_id: ctx.ids.next(),
  message: 'Flow run scheduled',
  state_details: storeDetails(stateDetails({ scheduled_time: time })) as unknown as JsonObject,
  scheduled_time: time,
  now: run.now,
})
