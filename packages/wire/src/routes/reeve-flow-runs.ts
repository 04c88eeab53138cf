import { FlowRunWhy } from '../resources/reeve-why.ts'
import { route } from '../route.ts'
import { IdParams } from '../schema.ts'

/** What only Reeve answers about flow runs. */
export const reeveFlowRunRoutes = {
  explainFlowRun: route({
    name: 'explain_flow_run',
    method: 'GET',
    path: '/reeve/flow_runs/{id}/why',
    tags: ['Reeve'],
    summary: 'Tell why a flow run is not running',
    params: IdParams,
    success: 200,
    response: FlowRunWhy,
  }),
}
