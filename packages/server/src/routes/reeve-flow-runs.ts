import { reeveFlowRunRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { explainFlowRun } from '../operations/flow-runs/explain-flow-run.ts'

/** What only Reeve answers about flow runs. */
export const reeveFlowRunBindings: readonly BoundRoute[] = [
  bind(routes.explainFlowRun, (ctx, { params }) => explainFlowRun(ctx, params.id)),
]
