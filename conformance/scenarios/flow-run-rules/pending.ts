import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

/** From the name of one PENDING state to that of the next. */
const RENAMES = [
  ['Pending', 'Submitting'],
  ['Submitting', 'InfrastructurePending'],
  ['Submitting', 'Submitting'],
  ['Submitting', 'Pending'],
  ['InfrastructurePending', 'Pending'],
  ['Pending', 'Anything'],
] as const

const NAMED_STATES = [
  ['SCHEDULED', 'AwaitingRetry'],
  ['SCHEDULED', 'AwaitingConcurrencySlot'],
  ['SCHEDULED', 'Resuming'],
  ['SCHEDULED', 'Late'],
  ['PENDING', 'Submitting'],
  ['RUNNING', 'Retrying'],
  ['COMPLETED', 'Cached'],
  ['FAILED', 'TimedOut'],
  ['CRASHED', 'Lost it'],
  ['CANCELLED', ''],
] as const

export const pending = [
  ...RENAMES.map(([from, to]) =>
    scenario(
      `PENDING named ${from} to PENDING named ${to}`,
      'B11 B12',
      createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now-60)' } }) }),
      setState(state('PENDING', { name: from }), { name: 'first' }),
      setState(state('PENDING', { name: to }), { name: 'second' }),
      readRun(),
    ),
  ),
  scenario(
    'a PENDING state that follows another keeps the scheduled time of the first',
    'B11',
    createRun({ state: state('PENDING', { details: { scheduled_time: '$(now-60)' } }) }),
    setState(state('PENDING', { name: 'Submitting', details: { scheduled_time: '$(now+600)' } })),
    readRun(),
  ),
  scenario(
    'the scheduled time goes from SCHEDULED to PENDING',
    'B35 A17',
    createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) }),
    readRun('run', { name: 'read the scheduled run' }),
    setState(state('PENDING')),
    readRun(),
  ),
  scenario(
    'a PENDING state with a scheduled time of its own keeps it',
    'B35',
    createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) }),
    setState(state('PENDING', { details: { scheduled_time: '$(now+900)' } })),
    readRun(),
  ),
  scenario(
    'a run scheduled for later waits',
    'B36 A34 A37',
    createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) }),
    setState(state('RUNNING')),
    readRun(),
    setState(state('RUNNING'), { name: 'force RUNNING', force: true }),
    readRun('run', { name: 'read the forced run' }),
  ),
  scenario(
    'a PENDING run scheduled for later waits',
    'B35 B36',
    createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }) }),
    setState(state('PENDING')),
    setState(state('RUNNING')),
    readRun(),
  ),
  scenario(
    'a run whose time has passed runs',
    'B36 A16 A25',
    createRun({ state: state('SCHEDULED', { details: { scheduled_time: '$(now-600)' } }) }),
    setState(state('RUNNING')),
    readRun(),
  ),
  scenario(
    'the first expected start stays when a run is scheduled again',
    'A16 A17',
    createDeployment(),
    createRun({
      deployment_id: '$(deployment)',
      state: state('SCHEDULED', { details: { scheduled_time: '$(now+60)' } }),
    }),
    setState(state('SCHEDULED', { details: { scheduled_time: '$(now+120)' } })),
    readRun(),
  ),
  ...NAMED_STATES.map(([type, name]) =>
    scenario(
      `a ${type} state named "${name}" follows PENDING`,
      'A1 A2 A12',
      createRun({ state: state('PENDING') }),
      setState(state(type, { name, message: `It is ${name}` }), { name: 'propose it' }),
      readRun(),
    ),
  ),
  ...(['SCHEDULED', 'Late', 'AwaitingRetry', 'RUNNING', 'PENDING'] as const).map((from) =>
    scenario(
      `${from} to Late`,
      'B24 B25',
      createRun({
        state:
          from === 'RUNNING' || from === 'PENDING'
            ? state(from)
            : state('SCHEDULED', from === 'SCHEDULED' ? {} : { name: from }),
      }),
      setState(state('SCHEDULED', { name: 'Late' })),
      readRun(),
    ),
  ),
]
