import { readFlowRunInputs } from '@reeve/database/queries/flow-run-inputs/read-flow-run-inputs'
import { readFlowRunState } from '@reeve/database/queries/flow-run-states/read-flow-run-state'
import { readFlowRunStates } from '@reeve/database/queries/flow-run-states/read-flow-run-states'
import { countFlowRuns } from '@reeve/database/queries/flow-runs/count-flow-runs'
import { readFlowRun } from '@reeve/database/queries/flow-runs/read-flow-run'
import { readFlowRunHistory } from '@reeve/database/queries/flow-runs/read-flow-run-history'
import { readFlowRunLateness } from '@reeve/database/queries/flow-runs/read-flow-run-lateness'
import { printFlowRuns } from '@reeve/database/queries/flow-runs/read-flow-runs'
import { flowRunRoutes as routes, flowRunStateRoutes as stateRoutes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { createFlowRun } from '../operations/flow-runs/create-flow-run.ts'
import { deleteFlowRun, deleteFlowRuns } from '../operations/flow-runs/delete-flow-runs.ts'
import {
  readInputValue,
  removeFlowRunInput,
  sendFlowRunInput,
} from '../operations/flow-runs/flow-run-inputs.ts'
import { readFlowRunDependencies, readFlowRunGraph } from '../operations/flow-runs/read-flow-run-graph.ts'
import { resumeFlowRun } from '../operations/flow-runs/resume-flow-run.ts'
import { setFlowRunState, setFlowRunStates } from '../operations/flow-runs/set-flow-run-states.ts'
import { mergeFlowRunLabels, updateFlowRun } from '../operations/flow-runs/update-flow-run.ts'
import { requireRow } from '../operations/require-row.ts'
import { checkInterval, checkLimit, pageLimit, paginate } from './paging.ts'

/** Flow runs, their states and inputs. */
export const flowRunBindings: readonly BoundRoute[] = [
  bind(routes.createFlowRun, (ctx, { body, createdBy, client }) =>
    createFlowRun(ctx, body, { createdBy, client }),
  ),
  bind(routes.readFlowRun, async (ctx, { params }) =>
    requireRow(await readFlowRun(ctx.database.quick, params.id, ctx.clock.now()), 'Flow run not found'),
  ),
  bind(routes.updateFlowRun, (ctx, { params, body, sent }) => updateFlowRun(ctx, params.id, { body, sent })),
  bind(routes.updateFlowRunLabels, (ctx, { params, body }) => mergeFlowRunLabels(ctx, params.id, body)),
  bind(routes.deleteFlowRun, (ctx, { params }) => deleteFlowRun(ctx, params.id)),
  bind(routes.bulkDeleteFlowRuns, (ctx, { body }) => deleteFlowRuns(ctx, body)),

  bind(routes.setFlowRunState, (ctx, { params, body, client }) =>
    setFlowRunState(ctx, params.id, { ...body, client }),
  ),
  bind(routes.bulkSetFlowRunState, (ctx, { body, client }) => setFlowRunStates(ctx, { ...body, client })),
  bind(routes.resumeFlowRun, (ctx, { params, body, client }) =>
    resumeFlowRun(ctx, params.id, { ...body, client }),
  ),

  bind(routes.readFlowRuns, (ctx, { body }) =>
    printFlowRuns(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit), now: ctx.clock.now() }),
  ),
  bind(routes.paginateFlowRuns, (ctx, { body }) =>
    paginate(ctx, body, {
      read: (page) => printFlowRuns(ctx.database.reader, { ...body, ...page, now: ctx.clock.now() }),
      count: () => countFlowRuns(ctx.database.reader, body),
    }),
  ),
  bind(routes.countFlowRuns, (ctx, { body }) => countFlowRuns(ctx.database.reader, body)),
  bind(routes.flowRunHistory, (ctx, { body }) =>
    readFlowRunHistory(ctx.database.reader, { ...checkInterval(body), now: ctx.clock.now() }),
  ),
  bind(routes.averageFlowRunLateness, (ctx, { body }) =>
    readFlowRunLateness(ctx.database.reader, { ...body, now: ctx.clock.now() }),
  ),

  bind(routes.readFlowRunGraphV1, (ctx, { params }) => readFlowRunDependencies(ctx, params.id)),
  bind(routes.readFlowRunGraphV2, (ctx, { params, query }) => readFlowRunGraph(ctx, params.id, query.since)),

  bind(routes.createFlowRunInput, (ctx, { params, body }) => sendFlowRunInput(ctx, params.id, body)),
  bind(routes.filterFlowRunInput, (ctx, { params, body }) =>
    readFlowRunInputs(ctx.database.quick, {
      flowRunId: params.id,
      prefix: body.prefix,
      excludeKeys: body.exclude_keys,
      limit: checkLimit(body.limit),
    }),
  ),
  bind(routes.readFlowRunInput, (ctx, { params }) => readInputValue(ctx, params)),
  bind(routes.deleteFlowRunInput, (ctx, { params }) => removeFlowRunInput(ctx, params)),

  bind(stateRoutes.readFlowRunStates, (ctx, { query }) =>
    readFlowRunStates(ctx.database.quick, query.flow_run_id),
  ),
  bind(stateRoutes.readFlowRunState, async (ctx, { params }) =>
    requireRow(await readFlowRunState(ctx.database.quick, params.id), 'Flow run state not found'),
  ),
]
