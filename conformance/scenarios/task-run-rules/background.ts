import type { JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { completedWithData, type StateOptions, type StateTypeName, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates, setTaskState } from '../../setup/task-runs.ts'

const deferred = (type: StateTypeName, { details, ...options }: StateOptions = {}): JsonObject =>
  state(type, { ...options, details: { deferred: true, ...details } })

const background = (proposed: JsonObject = deferred('SCHEDULED'), body: JsonObject = {}) =>
  createTaskRun({ flow_run_id: null, state: proposed, ...body })

export const backgroundTasks = [
  scenario(
    'a background task goes through its life',
    'B58 B59 A32',
    background(),
    readTaskRun('task', { name: 'read the scheduled task run' }),
    setTaskState(deferred('PENDING')),
    setTaskState(deferred('PENDING'), { name: 'a second worker' }),
    setTaskState(deferred('RUNNING')),
    setTaskState(deferred('COMPLETED')),
    readTaskRun(),
    readTaskRunStates(),
  ),
  scenario(
    'the parameters of a background task go from state to state',
    'B58',
    background(deferred('SCHEDULED', { details: { task_parameters_id: '$(uuid:parameters)' } })),
    setTaskState(deferred('PENDING')),
    setTaskState(deferred('RUNNING')),
    setTaskState(deferred('COMPLETED')),
    readTaskRunStates(),
  ),
  scenario(
    'a background task brings parameters of its own',
    'B58',
    background(deferred('SCHEDULED', { details: { task_parameters_id: '$(uuid:parameters)' } })),
    setTaskState(deferred('RUNNING', { details: { task_parameters_id: '$(uuid:others)' } })),
    readTaskRun(),
  ),
  scenario(
    'parameters are not copied without the background policy',
    'B58 A32',
    background(deferred('SCHEDULED', { details: { task_parameters_id: '$(uuid:parameters)' } })),
    setTaskState(state('PENDING')),
    readTaskRun(),
  ),
  scenario(
    'a background task is retried',
    'B53b B58 B59',
    background(deferred('SCHEDULED'), { empirical_policy: { retries: 1, retry_delay: 60 } }),
    setTaskState(deferred('RUNNING'), { name: 'start' }),
    setTaskState(deferred('FAILED')),
    setTaskState(deferred('RUNNING'), { name: 'retry too early' }),
    readTaskRun(),
  ),
  scenario(
    'a background task waits for its time, whatever force says',
    'B52 B58 A32',
    background(deferred('SCHEDULED', { details: { scheduled_time: '$(now+600)' } })),
    setTaskState(deferred('RUNNING'), { force: true }),
    setTaskState(deferred('PENDING')),
    readTaskRun(),
  ),
  scenario(
    'a background task needs no running flow run and no slot of its tags',
    'B58 B48',
    background(deferred('SCHEDULED'), { flow_run_id: '$(ended)' }),
    setTaskState(deferred('RUNNING')),
    readTaskRun(),
  ),
  scenario(
    'a background task takes a cached result',
    'B43 B55 B58',
    createTaskRun({ state: state('RUNNING') }, { as: 'first' }),
    setTaskState(completedWithData({ details: { cache_key: 'key-$(unique)' } }), {
      of: 'first',
      name: 'complete the first',
    }),
    background(),
    setTaskState(deferred('RUNNING', { details: { cache_key: 'key-$(unique)' } })),
    readTaskRun(),
  ),
]
