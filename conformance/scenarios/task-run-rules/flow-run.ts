import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, remove, setState } from '../../setup/flow-runs.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, setTaskState } from '../../setup/task-runs.ts'

const start = setTaskState(state('RUNNING'), { name: 'start the task' })

export const flowRun = [
  ...STATE_TYPES.map((type) =>
    scenario(
      `a task run starts in a flow run that is ${type}`,
      'B48 B49 B38',
      createRun({ state: state(type) }),
      createTaskRun({ state: state('PENDING') }),
      start,
      readTaskRun(),
      setTaskState(state('RUNNING'), { name: 'force the task', force: true }),
    ),
  ),
  scenario(
    'a task run in a paused flow run waits as long as that does',
    'B49',
    createRun({ state: state('RUNNING') }),
    createTaskRun({ state: state('PENDING') }),
    setState(state('PAUSED', { details: { pause_key: 'one', pause_timeout: '$(now+600)' } }), {
      name: 'pause',
    }),
    start,
    readTaskRun(),
  ),
  scenario(
    'a task run in a suspended flow run is to be rescheduled',
    'B49',
    createRun({
      state: state('PAUSED', {
        name: 'Suspended',
        details: { pause_reschedule: true, pause_timeout: '$(now+600)' },
      }),
    }),
    createTaskRun({ state: state('PENDING') }),
    start,
    readTaskRun(),
  ),
  scenario(
    'a task run without a flow run starts',
    'B48 B38',
    createTaskRun({ flow_run_id: null, state: state('PENDING') }),
    start,
    readTaskRun(),
  ),
  scenario(
    'a task run is lost with its flow run',
    'C11',
    createRun({ state: state('RUNNING') }),
    createTaskRun({ state: state('PENDING') }),
    remove('delete the flow run', '/flow_runs/$(run)'),
    start,
    readTaskRun(),
  ),
  scenario(
    'a task run of an earlier attempt of its flow run is a retry',
    'B47 B38 A26',
    createRun({ state: state('RUNNING'), empirical_policy: { retries: 1 } }),
    createTaskRun({ state: state('RUNNING') }),
    setTaskState(state('FAILED'), { name: 'fail the task' }),
    setState(state('FAILED'), { name: 'fail the flow run' }),
    setState(state('RUNNING'), { name: 'retry the flow run' }),
    readRun(),
    setTaskState(state('RUNNING'), { name: 'retry the task' }),
    readTaskRun(),
  ),
  scenario(
    'a task run that goes on in the next attempt of its flow run',
    'B38 B54',
    createRun({ state: state('RUNNING') }),
    createTaskRun({ state: state('PENDING') }),
    start,
    setState(state('RUNNING'), { name: 'start the flow run again' }),
    setTaskState(state('RUNNING'), { name: 'start the task again' }),
    readTaskRun(),
  ),
  scenario(
    'a task run scheduled for later waits',
    'B51 B52',
    createTaskRun({
      flow_run_id: null,
      state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }),
    }),
    start,
    setTaskState(state('PENDING')),
    setTaskState(state('RUNNING'), { name: 'start again' }),
    readTaskRun(),
    setTaskState(state('RUNNING'), { name: 'force it', force: true }),
  ),
  scenario(
    'a task run renamed when it starts again',
    'B54',
    createTaskRun({ flow_run_id: null, state: state('PENDING') }),
    start,
    setTaskState(state('SCHEDULED', { name: 'AwaitingRetry' }), { name: 'await a retry' }),
    setTaskState(state('RUNNING', { name: 'Mine' }), { name: 'start with a name' }),
    setTaskState(state('PENDING'), { name: 'wait' }),
    setTaskState(state('RUNNING', { name: 'Mine' }), { name: 'start again with a name' }),
    readTaskRun(),
  ),
]
