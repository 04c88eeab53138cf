import type { JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, readRunStates, setState } from '../../setup/flow-runs.ts'
import { createDeployment, createLimitedDeployment, readLimit } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const running = (policy: JsonObject) => createRun({ state: state('PENDING'), empirical_policy: policy })
const start = setState(state('RUNNING'))

export const retries = [
  scenario(
    'a failed run is scheduled again until its retries are used up',
    'B37 B37b A18 B36',
    running({ retries: 1 }),
    start,
    setState(state('FAILED', { message: 'first', data: { type: 'unpersisted' } }), { name: 'fail' }),
    readRun('run', { name: 'read the awaiting run' }),
    setState(state('RUNNING'), { name: 'retry' }),
    setState(state('FAILED', { message: 'second' }), { name: 'fail again' }),
    readRun(),
    readRunStates(),
  ),
  scenario(
    'a retry waits for its delay',
    'B37b B36',
    running({ retries: 2, retry_delay: 60 }),
    start,
    setState(state('FAILED', { message: 'first' })),
    readRun(),
    setState(state('RUNNING'), { name: 'retry too early' }),
  ),
  scenario(
    'what a failure carries goes into the state that awaits the retry',
    'B37b A9',
    running({ retries: 1, pause_keys: ['a'], resuming: true }),
    start,
    setState(
      state('FAILED', {
        name: 'Bad',
        message: 'broken',
        data: { error: 'stored' },
        details: { cache_key: 'k' },
      }),
    ),
    readRun(),
  ),
  ...(['CRASHED', 'CANCELLED', 'COMPLETED'] as const).map((type) =>
    scenario(
      `a run with retries that ends ${type} is not scheduled again`,
      'B37b',
      running({ retries: 3 }),
      start,
      setState(state(type)),
      readRun(),
    ),
  ),
  scenario(
    'a run with no retries fails',
    'B37',
    running({ retries: 0, retry_type: 'in_process' }),
    start,
    setState(state('FAILED')),
    readRun(),
  ),
  scenario(
    'the older names of the policy count',
    'C8 B37b',
    running({ max_retries: 1, retry_delay_seconds: 30 }),
    start,
    setState(state('FAILED')),
    readRun(),
  ),
  scenario(
    'a forced failure is no retry',
    'B40',
    running({ retries: 3 }),
    start,
    setState(state('FAILED'), { force: true }),
    readRun(),
  ),
  scenario(
    'a run that never ran fails without a retry only if it was counted',
    'B37b',
    running({ retries: 1 }),
    setState(state('FAILED')),
    readRun(),
  ),
  scenario(
    'a run is scheduled by hand after its retries',
    'B7 B37',
    createDeployment(),
    createRun({ deployment_id: '$(deployment)', state: state('PENDING'), empirical_policy: { retries: 1 } }),
    start,
    setState(state('FAILED'), { name: 'fail' }),
    setState(state('RUNNING'), { name: 'retry' }),
    setState(state('FAILED'), { name: 'fail again' }),
    setState(state('SCHEDULED'), { name: 'schedule again' }),
    readRun(),
    setState(state('RUNNING'), { name: 'start again' }),
    setState(state('FAILED'), { name: 'fail a third time' }),
    readRun('run', { name: 'read at the end' }),
  ),
  scenario(
    'a retry keeps the slot of its deployment',
    'B34 B37b',
    createLimitedDeployment(1),
    createRun({
      deployment_id: '$(deployment)',
      state: state('SCHEDULED'),
      empirical_policy: { retries: 1 },
    }),
    setState(state('PENDING')),
    start,
    setState(state('FAILED'), { name: 'fail' }),
    readLimit('limit', { name: 'read the limit while the retry waits' }),
    setState(state('RUNNING'), { name: 'retry' }),
    setState(state('COMPLETED')),
    readLimit('limit'),
    readRun(),
  ),
]
