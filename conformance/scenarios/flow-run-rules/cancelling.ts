import { scenario } from '../../framework/scenario.ts'
import { createRun, patch, readRun, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'

const deployed = { deployment_id: '$(deployment)' }
const suspended = state('PAUSED', {
  name: 'Suspended',
  details: { pause_reschedule: true, pause_timeout: '$(now+600)' },
})

export const cancelling = [
  scenario(
    'a scheduled run with infrastructure goes on to CANCELLING',
    'B9',
    createRun({ state: state('SCHEDULED') }),
    patch('note the infrastructure', '/flow_runs/$(run)', { infrastructure_pid: 'host:1' }),
    setState(state('CANCELLING')),
    readRun(),
  ),
  scenario(
    'a resuming run with infrastructure is cancelled at once',
    'B9',
    createRun({ state: state('SCHEDULED', { name: 'Resuming' }) }),
    patch('note the infrastructure', '/flow_runs/$(run)', { infrastructure_pid: 'host:1' }),
    setState(state('CANCELLING')),
    readRun(),
  ),
  scenario(
    'a late run is cancelled at once, its proposal forgotten',
    'B9',
    createRun({ state: state('SCHEDULED', { name: 'Late' }) }),
    setState(state('CANCELLING', { message: 'Enough', name: 'Stopping' })),
    readRun(),
  ),
  scenario(
    'a suspended run is cancelled at once',
    'B10',
    createDeployment(),
    createRun({ ...deployed, state: state('RUNNING') }),
    setState(suspended),
    setState(state('CANCELLING')),
    readRun(),
  ),
  scenario(
    'a paused run whose time is over can still be cancelled',
    'B33 B10',
    createRun({ state: state('PAUSED', { details: { pause_timeout: '$(now-60)' } }) }),
    setState(state('CANCELLING')),
    readRun(),
  ),
  scenario(
    'a forced CANCELLING of a scheduled run is still turned into Cancelled',
    'B40 B9',
    createRun({ state: state('SCHEDULED') }),
    setState(state('CANCELLING'), { force: true }),
    readRun(),
  ),
  scenario(
    'a forced CANCELLING of a suspended run is still turned into Cancelled',
    'B40 B10',
    createDeployment(),
    createRun({ ...deployed, state: state('RUNNING') }),
    setState(suspended),
    setState(state('CANCELLING'), { force: true }),
    readRun(),
  ),
  ...STATE_TYPES.map((type) =>
    scenario(
      `a run created CANCELLING goes to ${type}`,
      'B8 C14 A29',
      createRun({ state: state('CANCELLING', { message: 'at creation' }) }),
      setState(state(type, { message: 'next' })),
      readRun(),
    ),
  ),
  scenario(
    'a run is cancelled while it runs',
    'B8 A14 A15',
    createRun({ state: state('RUNNING') }),
    setState(state('CANCELLING')),
    readRun('run', { name: 'read the cancelling run' }),
    setState(state('CANCELLED', { message: 'It was stopped' })),
    readRun(),
  ),
]
