import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, readRunStates, setState } from '../../setup/flow-runs.ts'
import { createDeployment, createLimitedDeployment, readLimit } from '../../setup/limits.ts'
import { completedWithData, state } from '../../setup/states.ts'

const deployed = { deployment_id: '$(deployment)' }
const TRANSITION = { transition_id: '$(uuid:transition)' }

export const terminalStates = [
  scenario(
    'a transition id is taken once',
    'B2 A34 A37',
    createRun({ state: state('SCHEDULED') }),
    setState(state('PENDING', { details: TRANSITION })),
    setState(state('PENDING', { details: TRANSITION }), { name: 'propose it again' }),
    setState(state('RUNNING', { details: TRANSITION }), { name: 'propose RUNNING with the same id' }),
    setState(state('RUNNING', { details: { transition_id: '$(uuid:other)' } }), { name: 'propose RUNNING' }),
    readRun(),
  ),
  scenario(
    'two workers claim one run with ids of their own',
    'B2 B12',
    createRun({ state: state('SCHEDULED') }),
    setState(state('PENDING', { details: { transition_id: '$(uuid:first)' } }), { name: 'first worker' }),
    setState(state('PENDING', { details: { transition_id: '$(uuid:second)' } }), { name: 'second worker' }),
    setState(state('PENDING', { details: { transition_id: '$(uuid:first)' } }), {
      name: 'first worker again',
    }),
    readRun(),
  ),
  scenario(
    'a transition id of the state before does not count',
    'B2',
    createRun({ state: state('SCHEDULED') }),
    setState(state('PENDING', { details: TRANSITION })),
    setState(state('RUNNING')),
    setState(state('COMPLETED', { details: TRANSITION })),
  ),
  ...(['unpersisted', 'cached', 'reference'] as const).map((type) =>
    scenario(
      `a COMPLETED run with data of type ${type} runs again`,
      'B4 A8 A9',
      createRun({ state: state('RUNNING') }),
      setState(state('COMPLETED', { data: { type } })),
      setState(state('RUNNING')),
      readRun(),
    ),
  ),
  ...(['text', 5, ['a', 1], true] as const).map((data) =>
    scenario(
      `a COMPLETED run with data ${JSON.stringify(data)} runs again`,
      'B4 A9 B61b',
      createRun({ state: state('RUNNING') }),
      setState(state('COMPLETED', { data: data as string })),
      setState(state('RUNNING')),
      readRun(),
    ),
  ),
  scenario(
    'stored data is overwritten by stored data only',
    'B5 A9',
    createRun({ state: state('RUNNING') }),
    setState(completedWithData()),
    setState(state('COMPLETED'), { name: 'propose COMPLETED without data' }),
    setState(state('COMPLETED', { data: { type: 'unpersisted' } }), {
      name: 'propose COMPLETED unpersisted',
    }),
    setState(completedWithData({ name: 'Cached' })),
    readRun(),
    readRunStates(),
  ),
  scenario(
    'a run with a deployment is rescheduled from its end, its policy cleared',
    'B6 B7 A14 A17',
    createDeployment(),
    createRun({
      ...deployed,
      state: state('RUNNING'),
      empirical_policy: { retries: 2, pause_keys: ['a'], resuming: true, retry_type: 'in_process' },
    }),
    setState(state('COMPLETED')),
    readRun('run', { name: 'read the ended run' }),
    setState(state('SCHEDULED', { details: { scheduled_time: '$(now+60)' } })),
    readRun(),
  ),
  scenario(
    'a run that goes from its end to RUNNING loses its pause keys',
    'B7',
    createRun({
      state: state('RUNNING'),
      empirical_policy: { pause_keys: ['a'], resuming: true, retry_type: 'reschedule' },
    }),
    setState(state('FAILED')),
    setState(state('RUNNING')),
    readRun(),
  ),
  scenario(
    'the policy stays as it was if a later rule changes the proposal',
    'A33 B7 B20',
    createLimitedDeployment(1),
    createRun({ ...deployed, state: state('SCHEDULED') }, { as: 'holder' }),
    setState(state('PENDING'), { of: 'holder', name: 'take the slot' }),
    createRun({
      ...deployed,
      state: state('FAILED'),
      empirical_policy: { pause_keys: ['a'], resuming: true },
    }),
    setState(state('PENDING')),
    readRun(),
    readLimit('limit'),
  ),
  scenario(
    'a final state follows a final state and keeps the end',
    'A14 A15 B3',
    createRun({ state: state('RUNNING') }),
    setState(state('FAILED')),
    readRun('run', { name: 'read the failed run' }),
    setState(state('COMPLETED')),
    readRun('run', { name: 'read the completed run' }),
    setState(state('CANCELLED')),
    readRun(),
    readRunStates(),
  ),
  scenario(
    'a run that leaves its end loses it and gets a new one',
    'A13 A14 A15 A18',
    createRun({ state: state('RUNNING') }),
    setState(state('FAILED')),
    setState(state('RUNNING')),
    readRun('run', { name: 'read the running run' }),
    setState(state('COMPLETED')),
    readRun(),
  ),
]
