import type { JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates, setTaskState } from '../../setup/task-runs.ts'

const withPolicy = (policy: JsonObject) =>
  createTaskRun({ state: state('PENDING'), empirical_policy: policy })
const start = setTaskState(state('RUNNING'), { name: 'start' })
const fail = (name = 'fail') => setTaskState(state('FAILED', { message: 'broken' }), { name })

export const retries = [
  scenario(
    'a failed task run is scheduled again until its retries are used up',
    'B53b B54 A19',
    withPolicy({ retries: 1 }),
    start,
    fail(),
    readTaskRun('task', { name: 'read the awaiting task run' }),
    setTaskState(state('RUNNING'), { name: 'retry' }),
    fail('fail again'),
    readTaskRun(),
    readTaskRunStates(),
  ),
  scenario(
    'a retry waits for its delay',
    'B53b B52',
    withPolicy({ retries: 1, retry_delay: 60 }),
    start,
    fail(),
    setTaskState(state('RUNNING'), { name: 'retry too early' }),
    readTaskRun(),
  ),
  scenario(
    'each retry has its own delay and the last counts for the rest',
    'B53b',
    withPolicy({ retries: 3, retry_delay: [60, 120] }),
    start,
    fail(),
    setTaskState(state('RUNNING'), { name: 'retry', force: true }),
    fail('fail a second time'),
    setTaskState(state('RUNNING'), { name: 'retry again', force: true }),
    fail('fail a third time'),
    readTaskRun(),
  ),
  scenario(
    'a delay of a fraction',
    'B53b',
    withPolicy({ retries: 1, retry_delay: 60.5 }),
    start,
    fail(),
    readTaskRun(),
  ),
  scenario(
    'an empty list of delays',
    'B53b',
    withPolicy({ retries: 1, retry_delay: [] }),
    start,
    readTaskRun(),
  ),
  scenario(
    'a delay with jitter',
    'B53b',
    withPolicy({ retries: 1, retry_delay: 1000, retry_jitter_factor: 0.3 }),
    start,
    setTaskState(state('FAILED'), { vary: ['state.state_details.scheduled_time'] }),
    readTaskRun('task', { vary: ['state.state_details.scheduled_time', 'next_scheduled_start_time'] }),
  ),
  scenario(
    'jitter without a delay',
    'B53b',
    withPolicy({ retries: 1, retry_jitter_factor: 0.3 }),
    start,
    fail(),
    readTaskRun(),
  ),
  scenario(
    'the older names of the policy count',
    'C8 B53b',
    withPolicy({ max_retries: 1, retry_delay_seconds: 30 }),
    start,
    fail(),
    readTaskRun(),
  ),
  ...([true, false, null] as const).map((retriable) =>
    scenario(
      `a failure that is retriable ${retriable}`,
      'B53',
      withPolicy({ retries: 2 }),
      start,
      setTaskState(state('FAILED', { details: { retriable } })),
      readTaskRun(),
    ),
  ),
  ...(['CRASHED', 'CANCELLED', 'COMPLETED'] as const).map((type) =>
    scenario(
      `a task run with retries ends ${type}`,
      'B53b',
      withPolicy({ retries: 2 }),
      start,
      setTaskState(state(type)),
      readTaskRun(),
    ),
  ),
  scenario(
    'a forced failure is no retry',
    'B42 B53b',
    withPolicy({ retries: 2 }),
    start,
    setTaskState(state('FAILED'), { force: true }),
    readTaskRun(),
  ),
  ...STATE_TYPES.filter((type) => type !== 'RUNNING').map((from) =>
    scenario(
      `a task run with retries goes from ${from} to FAILED`,
      'B53b',
      createTaskRun({ state: state(from), empirical_policy: { retries: 2 } }),
      fail(),
      readTaskRun(),
    ),
  ),
  scenario(
    'an ended task run starts again and counts from the beginning',
    'B46 B54 B47',
    withPolicy({ retries: 1 }),
    start,
    fail(),
    setTaskState(state('RUNNING'), { name: 'retry' }),
    fail('fail again'),
    setTaskState(state('RUNNING'), { name: 'start again' }),
    readTaskRun('task', { name: 'read the started task run' }),
    fail('fail a third time'),
    readTaskRun(),
  ),
  scenario(
    'an ended task run that is refused keeps its count',
    'B46 B48',
    createTaskRun({ flow_run_id: '$(ended)', state: state('RUNNING') }),
    setTaskState(state('FAILED')),
    readTaskRun('task', { name: 'read the failed task run' }),
    setTaskState(state('RUNNING')),
    readTaskRun(),
  ),
]
