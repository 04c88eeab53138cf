import { countDeploymentsByFlow } from '@reeve/database/queries/deployments/count-deployments-by-flow'
import { readNextFlowRuns } from '@reeve/database/queries/flow-runs/read-next-flow-runs'
import { readSimpleFlowRuns } from '@reeve/database/queries/flow-runs/read-simple-flow-runs'
import { countTaskRunsByFlowRun } from '@reeve/database/queries/task-runs/count-task-runs-by-flow-run'
import { countTaskRunsByState } from '@reeve/database/queries/task-runs/count-task-runs-by-state'
import { uiRoutes as routes, type StateType } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { byId } from '../operations/by-id.ts'
import { countOutcomesOverTime } from '../operations/task-runs/count-task-run-outcomes.ts'
import { readUiTaskRun } from '../operations/task-runs/read-ui-task-run.ts'
import { validateValues } from '../operations/validate-values.ts'
import { checkLimit } from './paging.ts'

/** What only the dashboard asks for. [D25, K7] */
export const uiBindings: readonly BoundRoute[] = [
  bind(routes.readFlowRunHistory, (ctx, { body }) =>
    readSimpleFlowRuns(ctx.database.reader, {
      ...body,
      limit: checkLimit(body.limit),
      now: ctx.clock.now(),
    }),
  ),
  bind(routes.countTaskRunsByFlowRun, async (ctx, { body }) =>
    byId(body.flow_run_ids, await countTaskRunsByFlowRun(ctx.database.reader, body.flow_run_ids), 0),
  ),
  bind(routes.countDeploymentsByFlow, async (ctx, { body }) =>
    byId(body.flow_ids, await countDeploymentsByFlow(ctx.database.reader, body.flow_ids), 0),
  ),
  bind(routes.nextRunsByFlow, async (ctx, { body }) =>
    byId(body.flow_ids, await readNextFlowRuns(ctx.database.reader, body.flow_ids), null),
  ),
  bind(routes.readTaskRunCountsByState, async (ctx, { body }) => ({
    ...NO_TASK_RUNS,
    ...(await countTaskRunsByState(ctx.database.reader, body)),
  })),
  bind(routes.readDashboardTaskRunCounts, (ctx, { body }) => countOutcomesOverTime(ctx, body)),
  bind(routes.readTaskRunWithFlowRunName, (ctx, { params }) => readUiTaskRun(ctx, params.id)),
  bind(routes.validateObj, (ctx, { body }) => validateValues(ctx, body)),
]

const NO_TASK_RUNS = {
  COMPLETED: 0,
  PENDING: 0,
  RUNNING: 0,
  FAILED: 0,
  CANCELLED: 0,
  CRASHED: 0,
  PAUSED: 0,
  CANCELLING: 0,
  SCHEDULED: 0,
} as const satisfies Record<StateType, number>
