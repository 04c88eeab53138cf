import { readTaskRunState } from '@reeve/database/queries/task-run-states/read-task-run-state'
import { readTaskRunStates } from '@reeve/database/queries/task-run-states/read-task-run-states'
import { deleteTaskRun } from '@reeve/database/queries/task-runs/change-task-run'
import { countTaskRuns } from '@reeve/database/queries/task-runs/count-task-runs'
import { readTaskRun } from '@reeve/database/queries/task-runs/read-task-run'
import { readTaskRunHistory } from '@reeve/database/queries/task-runs/read-task-run-history'
import { printTaskRuns, readTaskRuns } from '@reeve/database/queries/task-runs/read-task-runs'
import { taskRunRoutes as routes, taskRunStateRoutes as stateRoutes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { requireRow } from '../operations/require-row.ts'
import { createTaskRun } from '../operations/task-runs/create-task-run.ts'
import { setTaskRunState } from '../operations/task-runs/set-task-run-state.ts'
import { updateTaskRun } from '../operations/task-runs/update-task-run.ts'
import { checkInterval, pageLimit, paginate } from './paging.ts'

/** Task runs and their states. */
export const taskRunBindings: readonly BoundRoute[] = [
  bind(routes.createTaskRun, (ctx, { body }) => createTaskRun(ctx, body)),
  bind(routes.readTaskRun, async (ctx, { params }) =>
    requireRow(await readTaskRun(ctx.database.quick, params.id, ctx.clock.now()), 'Task not found'),
  ),
  bind(routes.updateTaskRun, (ctx, { params, body, sent }) => updateTaskRun(ctx, params.id, { body, sent })),
  bind(routes.deleteTaskRun, async (ctx, { params }) => {
    const deleted = await ctx.database.write((db) => deleteTaskRun(db, params.id))
    return requireRow(deleted ? null : undefined, 'Task not found')
  }),
  bind(routes.setTaskRunState, (ctx, { params, body, client }) =>
    setTaskRunState(ctx, params.id, { ...body, client }),
  ),

  bind(routes.readTaskRuns, (ctx, { body }) =>
    printTaskRuns(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit), now: ctx.clock.now() }),
  ),
  bind(routes.paginateTaskRuns, (ctx, { body }) =>
    paginate(ctx, body, {
      // Pages show fewer fields than lists; the route's shape drops the rest, which printed lists pass by.
      read: (page) => readTaskRuns(ctx.database.reader, { ...body, ...page, now: ctx.clock.now() }),
      count: () => countTaskRuns(ctx.database.reader, body),
    }),
  ),
  bind(routes.countTaskRuns, (ctx, { body }) => countTaskRuns(ctx.database.reader, body)),
  bind(routes.taskRunHistory, (ctx, { body }) =>
    readTaskRunHistory(ctx.database.reader, { ...checkInterval(body), now: ctx.clock.now() }),
  ),

  bind(stateRoutes.readTaskRunStates, (ctx, { query }) =>
    readTaskRunStates(ctx.database.quick, query.task_run_id),
  ),
  bind(stateRoutes.readTaskRunState, async (ctx, { params }) =>
    requireRow(await readTaskRunState(ctx.database.quick, params.id), 'Flow run state not found'),
  ),
]
