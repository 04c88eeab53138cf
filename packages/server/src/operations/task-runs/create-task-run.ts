import { generateName } from '@reeve/core/names'
import { CURRENT_CLIENT, chooseTaskRunPolicy, proposeState, toProposedState } from '@reeve/core/transitions'
import type { Db } from '@reeve/database'
import { readFlowRunLabels } from '@reeve/database/queries/flow-runs/read-inherited-labels'
import {
  findTaskRunByKeys,
  insertTaskRun,
  type NewTaskRun,
} from '@reeve/database/queries/task-runs/insert-task-run'
import { readTaskRun } from '@reeve/database/queries/task-runs/read-task-run'
import type { JsonObject, TaskRunCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { migratePolicy } from '../flow-runs/run-policy.ts'
import { announceTasks } from './set-task-run-state.ts'
import { transitionTaskRuns } from './transition-task-runs.ts'

/** Makes a task run, or finds the one under the same keys. [C3, C4, A29] */
export async function createTaskRun(ctx: Context, body: TaskRunCreate): Promise<Answer> {
  const { id, created, outcomes } = await ctx.database.write(async (db) => {
    const found = body.flow_run_id ? undefined : await findTaskRunByKeys(db, keysOf(body))
    if (found) return { id: found, created: false, outcomes: [] }
    const run = await toNewTaskRun(ctx, db, body)
    if (!(await insertTaskRun(db, run))) return { id: await existing(db, run), created: false, outcomes: [] }
    const proposed = body.state
      ? toProposedState(body.state, run.now)
      : proposeState({ type: 'PENDING' }, run.now)
    const policy = chooseTaskRunPolicy(proposed, { force: true })
    const outcomes = await transitionTaskRuns(ctx, db, [
      { id: run.id, proposed, policy, client: CURRENT_CLIENT },
    ])
    return { id: run.id, created: true, outcomes }
  })
  announceTasks(ctx, outcomes)
  const run = await readTaskRun(ctx.database.quick, id, ctx.clock.now())
  if (!run) throw new Error(`Task run ${id} is gone right after it was made`)
  return createdOrFound(created, run)
}

const keysOf = ({ flow_run_id, task_key, dynamic_key }: TaskRunCreate) => ({
  flow_run_id: flow_run_id ?? null,
  task_key,
  dynamic_key,
})

async function existing(db: Db, run: NewTaskRun): Promise<string> {
  const id = await findTaskRunByKeys(db, run)
  if (!id) throw new Error('No task run under the keys that its insertion met')
  return id
}

async function toNewTaskRun(ctx: Context, db: Db, body: TaskRunCreate): Promise<NewTaskRun> {
  const inherited = body.flow_run_id
    ? { ...(await readFlowRunLabels(db, body.flow_run_id)), 'prefect.flow-run.id': body.flow_run_id }
    : {}
  return {
    id: body.id ?? ctx.ids.next(),
    name: body.name || generateName(ctx.ids.random),
    ...keysOf(body),
    cache_key: body.cache_key ?? null,
    cache_expiration: body.cache_expiration ?? null,
    task_version: body.task_version ?? null,
    empirical_policy: migratePolicy(body.empirical_policy),
    task_inputs: body.task_inputs as JsonObject,
    tags: body.tags,
    labels: { ...inherited, ...body.labels },
    total_run_time: 0,
    now: ctx.clock.now(),
  }
}
