import { State } from '../resources/states.ts'
import { route } from '../route.ts'
import { IdParams, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const taskRunStateRoutes = {
  readTaskRunStates: route({
    name: 'read_task_run_states',
    method: 'GET',
    path: '/task_run_states/',
    tags: ['Task Run States'],
    summary: 'List the states of a task run, oldest first',
    query: Type.Object({ task_run_id: Uuid() }),
    success: 200,
    response: Type.Array(State),
  }),

  readTaskRunState: route({
    name: 'read_task_run_state',
    method: 'GET',
    path: '/task_run_states/{id}',
    tags: ['Task Run States'],
    summary: 'Read a state of a task run',
    params: IdParams,
    success: 200,
    response: State,
  }),
}
