import { State } from '../resources/states.ts'
import { route } from '../route.ts'
import { IdParams, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const flowRunStateRoutes = {
  readFlowRunStates: route({
    name: 'read_flow_run_states',
    method: 'GET',
    path: '/flow_run_states/',
    tags: ['Flow Run States'],
    summary: 'List the states of a flow run, oldest first',
    query: Type.Object({ flow_run_id: Uuid() }),
    success: 200,
    response: Type.Array(State),
  }),

  readFlowRunState: route({
    name: 'read_flow_run_state',
    method: 'GET',
    path: '/flow_run_states/{id}',
    tags: ['Flow Run States'],
    summary: 'Read a state of a flow run',
    params: IdParams,
    success: 200,
    response: State,
  }),
}
