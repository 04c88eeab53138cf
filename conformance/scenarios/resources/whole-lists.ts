import { type Group, type Scenario, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, post } from '../../setup/flow-runs.ts'
import { createLimit } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const alone = (one: Scenario): Scenario => ({ ...one, alone: true })

/** Requests that ask for all there is. */
export const wholeLists: Group = {
  name: 'whole-lists',
  about: 'Requests that ask for all rows or change them.',
  ownServer: true,
  setup: [
    createFlow(),
    ...['one', 'two', 'three'].map((as) => createRun({ state: state('RUNNING') }, { as })),
    createLimit('limit', 2),
    createLimit('tagged', 3, { name: 'tag:x-$(unique)' }),
    post('create tag limit', '/concurrency_limits/', { tag: 'y-$(unique)', concurrency_limit: 4 }),
  ],
  scenarios: [
    alone(
      scenario(
        'all limits',
        'F1 F13',
        post('list', '/v2/concurrency_limits/filter', {}),
        post('list tags', '/concurrency_limits/filter', {}),
        post('list one', '/v2/concurrency_limits/filter', { limit: 1, offset: 1 }),
        post('list one tag', '/concurrency_limits/filter', { limit: 1, offset: 1 }),
      ),
    ),
    alone(
      scenario(
        'all are counted',
        'D19 D22',
        post('runs', '/flow_runs/count'),
        post('flows', '/flows/count'),
        post('task runs', '/task_runs/count'),
        post('deployments', '/deployments/count'),
        post('variables', '/variables/count'),
        post('artifacts', '/artifacts/count'),
        post('latest artifacts', '/artifacts/latest/count'),
        post('work pools', '/work_pools/count'),
      ),
    ),
    alone(scenario('lateness of all', 'D23', { ...post('lateness', '/flow_runs/lateness'), seconds: [''] })),
    alone(
      scenario(
        'task runs by an empty filter',
        'D8',
        post('read', '/task_runs/filter', { task_runs: {} }),
        post('workers', '/task_workers/filter'),
      ),
    ),
    alone(
      scenario(
        'all runs are changed in bulk, then deleted',
        'C12 C13',
        post(
          'change all',
          '/flow_runs/bulk_set_state',
          { state: state('CANCELLED') },
          {
            lists: [{ at: 'results', by: 'flow_run_id', descendingIds: true }],
            vary: ['results[*].state.state_details'],
          },
        ),
        post(
          'change all with a null filter',
          '/flow_runs/bulk_set_state',
          { flow_runs: null, state: state('FAILED') },
          {
            lists: [{ at: 'results', by: 'flow_run_id', descendingIds: true }],
            vary: ['results[*].state.state_details'],
          },
        ),
        post('delete all', '/flow_runs/bulk_delete', {}, { lists: [{ at: 'deleted', descendingIds: true }] }),
        post('count', '/flow_runs/count'),
        post('delete all flows', '/flows/bulk_delete'),
        get('read the flow', '/flows/$(flow)'),
      ),
    ),
  ],
}
