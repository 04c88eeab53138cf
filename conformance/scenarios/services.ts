import { type Group, type Step, scenario } from '../framework/scenario.ts'
import { createFlow, createRun, get, post, readRun, readRunStates, setState } from '../setup/flow-runs.ts'
import { createDeployment, createLimitedDeployment, readLimit } from '../setup/limits.ts'
import { state } from '../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates } from '../setup/task-runs.ts'

const overdue = { details: { scheduled_time: '$(now-60)' } }
const limited = { deployment_id: '$(deployment)' }

const untilRun = (of: string, name: string): Step =>
  readRun(of, { name: `wait until ${of} is ${name}`, until: [{ at: 'state_name', equals: name }] })
const untilTask = (of: string, name: string): Step =>
  readTaskRun(of, { name: `wait until ${of} is ${name}`, until: [{ at: 'state_name', equals: name }] })

export const services: Group = {
  name: 'services',
  about: 'What the server does on its own.',
  environment: {
    PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED: 'true',
    PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS: '0.5',
    PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED: 'true',
    PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS: '0.5',
    PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED: 'true',
    PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS: '0.5',
    PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_CANCELLING_TIMEOUT_SECONDS: '2',
  },
  setup: [createFlow()],
  scenarios: [
    scenario(
      'a run that nobody starts is late',
      'E13 B24 B41',
      createRun({ state: state('SCHEDULED', { ...overdue, message: 'soon' }) }),
      untilRun('run', 'Late'),
      readRunStates(),
    ),
    scenario(
      'only runs named Scheduled become late',
      'E13 E27',
      createRun({ state: state('SCHEDULED', { name: 'AwaitingRetry', ...overdue }) }, { as: 'retrying' }),
      createRun({ state: state('SCHEDULED', { name: 'Resuming', ...overdue }) }, { as: 'resuming' }),
      createRun(
        { state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) },
        { as: 'early' },
      ),
      createRun({ state: state('SCHEDULED', overdue) }),
      untilRun('run', 'Late'),
      readRun('retrying'),
      readRun('resuming'),
      readRun('early'),
    ),
    scenario(
      'a late run is cancelled where new ones are',
      'E13 B41',
      createLimitedDeployment(1, { concurrency_options: { collision_strategy: 'CANCEL_NEW' } }),
      createRun({ ...limited, state: state('SCHEDULED') }, { as: 'holder' }),
      setState(state('PENDING'), { of: 'holder', name: 'take the slot' }),
      createRun({ ...limited, state: state('SCHEDULED', overdue) }),
      untilRun('run', 'Cancelled'),
      readLimit('limit'),
    ),
    scenario(
      'a pause ends a run that is not resumed',
      'E14',
      createRun({ state: state('PAUSED', { details: { pause_timeout: '$(now+600)' } }) }, { as: 'patient' }),
      createRun({ state: state('PAUSED', { details: { pause_timeout: '$(now-1)' } }) }),
      untilRun('run', 'Failed'),
      readRunStates(),
      readRun('patient'),
    ),
    scenario(
      'the tasks of a cancelled run are cancelled',
      'E15',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('RUNNING') }, { as: 'running' }),
      createTaskRun({ task_key: 'b', state: state('PENDING') }, { as: 'pending' }),
      createTaskRun({ task_key: 'c', state: state('COMPLETED') }, { as: 'completed' }),
      setState(state('CANCELLED')),
      untilTask('running', 'Cancelled'),
      untilTask('pending', 'Cancelled'),
      readTaskRun('completed'),
      readTaskRunStates('running'),
    ),
    scenario(
      'the subflow of a cancelled run is cancelled',
      'E16',
      createRun({ state: state('RUNNING') }, { as: 'parent' }),
      createTaskRun({ flow_run_id: '$(parent)' }),
      createRun({ parent_task_run_id: '$(task)', state: state('RUNNING') }),
      setState(state('CANCELLED'), { of: 'parent' }),
      untilRun('run', 'Cancelled'),
      readRunStates(),
    ),
    scenario(
      'the subflow of a cancelled run that has a deployment is asked to stop',
      'E16 E17',
      createDeployment(),
      createRun({ state: state('RUNNING') }, { as: 'parent' }),
      createTaskRun({ flow_run_id: '$(parent)' }),
      createRun({ ...limited, parent_task_run_id: '$(task)', state: state('RUNNING') }),
      setState(state('CANCELLED'), { of: 'parent' }),
      untilRun('run', 'Cancelled'),
      readRunStates(),
    ),
    scenario(
      'a run that does not stop is cancelled after a time',
      'E17 C14',
      createRun({ state: state('RUNNING') }),
      setState(state('CANCELLING')),
      readRun('run', { name: 'read the cancelling run' }),
      untilRun('run', 'Cancelled'),
      readRunStates(),
    ),
    scenario(
      'a run that is created CANCELLING is cancelled after a time',
      'E17 C14',
      createRun({ state: state('CANCELLING') }),
      untilRun('run', 'Cancelled'),
      readRunStates(),
    ),
    scenario(
      'an old run that was cancelled in bulk is cancelled after a time',
      'E17 C14',
      createRun({ state: state('RUNNING'), tags: ['$(unique)'] }),
      post('cancel in bulk', '/flow_runs/bulk_set_state', {
        flow_runs: { tags: { all_: ['$(unique)'] } },
        state: state('CANCELLING'),
      }),
      untilRun('run', 'Cancelled'),
      get('read its states', '/flow_run_states/?flow_run_id=$(run)'),
    ),
  ],
}
