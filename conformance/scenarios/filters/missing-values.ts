import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const runs = (sort: string) =>
  post(`sort by ${sort}`, '/flow_runs/filter', { flows: { id: { any_: ['$(flow)'] } }, sort })
const tasks = (sort: string) =>
  post(`sort tasks by ${sort}`, '/task_runs/filter', { flow_runs: { id: { any_: ['$(ended)'] } }, sort })

/** Where rows without a value stand is up to the database. [D17] */
export const missingValues: Group = {
  name: 'missing-values',
  about: 'Lists sorted by what some rows do not have.',
  eachDatabase: true,
  setup: [
    createFlow(),
    createRun({ state: state('COMPLETED') }, { as: 'ended' }),
    createRun(
      { state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }) },
      { as: 'scheduled' },
    ),
    createTaskRun({ flow_run_id: '$(ended)', state: state('FAILED') }, { as: 'failed' }),
    createTaskRun(
      {
        flow_run_id: '$(ended)',
        task_key: 'b',
        state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }),
      },
      { as: 'later' },
    ),
  ],
  scenarios: [
    ...['END_TIME_DESC', 'NEXT_SCHEDULED_START_TIME_ASC', 'START_TIME_ASC', 'START_TIME_DESC'].map((sort) =>
      scenario(`flow runs by ${sort}`, 'D17', runs(sort)),
    ),
    ...['END_TIME_DESC', 'NEXT_SCHEDULED_START_TIME_ASC'].map((sort) =>
      scenario(`task runs by ${sort}`, 'D17', tasks(sort)),
    ),
  ],
}
