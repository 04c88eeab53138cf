import type { JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const deployed = { deployment_id: '$(deployment)' }

const paused = (details: JsonObject = {}, name?: string) =>
  state('PAUSED', {
    ...(name !== undefined && { name }),
    details: { pause_timeout: '$(now+600)', ...details },
  })
const suspended = (details: JsonObject = {}) => paused({ pause_reschedule: true, ...details }, 'Suspended')

export const pausing = [
  scenario(
    'a pause key fires once',
    'B28 B30',
    createRun({ state: state('RUNNING') }),
    setState(paused({ pause_key: 'one' }), { name: 'pause' }),
    readRun('run', { name: 'read the paused run' }),
    setState(state('RUNNING'), { name: 'go on' }),
    setState(paused({ pause_key: 'one' }), { name: 'pause again' }),
    setState(paused({ pause_key: 'two' }), { name: 'pause with another key' }),
    readRun('run', { lists: [{ at: 'empirical_policy.pause_keys' }] }),
  ),
  scenario(
    'a suspension with a key that fired is refused by its own verb',
    'B28',
    createDeployment(),
    createRun({ ...deployed, state: state('RUNNING'), empirical_policy: { pause_keys: ['one'] } }),
    setState(suspended({ pause_key: 'one' })),
    readRun(),
  ),
  scenario(
    'a pause without a key gets one',
    'B28 B30',
    createRun({ state: state('RUNNING') }),
    setState(paused(), { name: 'pause', vary: ['state.state_details.pause_key'] }),
    readRun('run', { vary: ['empirical_policy.pause_keys', 'state.state_details.pause_key'] }),
    setState(state('RUNNING')),
    setState(paused(), { name: 'pause again', vary: ['state.state_details.pause_key'] }),
  ),
  scenario(
    'a run is suspended, resumed and counted once',
    'B33 A18 A20 C24',
    createDeployment(),
    createRun({ ...deployed, state: state('RUNNING') }),
    setState(suspended({ pause_key: 'one' })),
    setState(state('SCHEDULED', { name: 'Resuming' })),
    readRun('run', { name: 'read the resuming run' }),
    setState(state('PENDING')),
    setState(state('RUNNING')),
    readRun(),
  ),
  scenario(
    'a paused run that goes on is counted, and the next start is not',
    'B33 A18 A20',
    createRun({ state: state('RUNNING') }),
    setState(paused({ pause_key: 'one' }), { name: 'pause' }),
    setState(state('RUNNING'), { name: 'go on' }),
    readRun('run', { name: 'read after the pause' }),
    setState(state('RUNNING'), { name: 'start again' }),
    readRun('run', { name: 'read after the next start' }),
    setState(state('RUNNING'), { name: 'start a third time' }),
    readRun(),
  ),
  scenario(
    'a subflow cannot be suspended',
    'B29',
    createDeployment(),
    createRun({ state: state('RUNNING') }, { as: 'parent' }),
    createTaskRun({ flow_run_id: '$(parent)', state: state('RUNNING') }),
    createRun({ ...deployed, parent_task_run_id: '$(task)', state: state('RUNNING') }),
    setState(suspended()),
    setState(paused({ pause_key: 'one' }), { name: 'pause' }),
    readRun(),
  ),
  scenario(
    'a run without a deployment cannot be suspended',
    'B29',
    createRun({ state: state('RUNNING') }),
    setState(suspended()),
    setState(paused({ pause_reschedule: true, pause_key: 'two' }), { name: 'pause with rescheduling' }),
    readRun(),
  ),
  ...(['PENDING', 'SCHEDULED', 'PAUSED', 'COMPLETED'] as const).map((from) =>
    scenario(
      `a ${from} run cannot be suspended`,
      'B27 B3',
      createDeployment(),
      createRun({ ...deployed, state: state(from) }),
      setState(suspended()),
      readRun(),
    ),
  ),
  ...(['RUNNING', 'SCHEDULED', 'PENDING', 'FAILED', 'COMPLETED', 'CANCELLING'] as const).map((to) =>
    scenario(
      `a suspended run without a deployment to ${to}`,
      'B31 B32',
      createRun({ state: suspended({ pause_key: 'one' }) }),
      setState(state(to)),
      readRun(),
    ),
  ),
  ...STATE_TYPES.map((to) =>
    scenario(
      `a run paused for too long to ${to}`,
      'B31 B33 A20',
      createRun({ state: state('PAUSED', { details: { pause_timeout: '$(now-60)', pause_key: 'one' } }) }),
      setState(state(to, { message: 'next' })),
      readRun(),
    ),
  ),
  ...(['SCHEDULED', 'RUNNING', 'PENDING', 'FAILED'] as const).map((to) =>
    scenario(
      `a run suspended for too long to ${to}`,
      'B31 B33',
      createDeployment(),
      createRun({
        ...deployed,
        state: paused({ pause_reschedule: true, pause_timeout: '$(now-60)' }, 'Suspended'),
      }),
      setState(state(to)),
      readRun(),
    ),
  ),
  scenario(
    'a pause without a timeout lasts',
    'B33',
    createRun({ state: state('PAUSED') }),
    setState(state('SCHEDULED')),
    readRun(),
  ),
]
