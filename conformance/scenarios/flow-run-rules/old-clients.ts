import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, setState } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, setTaskState } from '../../setup/task-runs.ts'

const VERSIONS = [null, '0.8.0', '0.8.2', '0.8.3', '0.8.4', '0.9.0', '1.0.0'] as const
const BAD_VERSIONS = ['0.7.9', '0.8', 'x', '0.8.4.1', '', '0.8.a', '-1.0.0'] as const

const paused = state('PAUSED', { details: { pause_key: 'one', pause_timeout: '$(now+600)' } })

export const oldClients = [
  ...VERSIONS.map((version) => {
    const headers = { 'x-prefect-api-version': version }
    return scenario(
      `API version ${version}: a run is resumed`,
      'B61 A18 A20',
      createRun({ state: state('RUNNING') }, { headers }),
      setState(paused, { headers }),
      setState(state('RUNNING'), { name: 'go on', headers }),
      setState(state('RUNNING'), { name: 'start again', headers }),
      readRun(),
    )
  }),
  ...VERSIONS.map((version) => {
    const headers = { 'x-prefect-api-version': version }
    return scenario(
      `API version ${version}: a run is retried with its tasks`,
      'B61 B37b',
      createRun({
        state: state('PENDING'),
        empirical_policy: { retries: 1, pause_keys: ['a'], resuming: true },
      }),
      setState(state('RUNNING'), { headers }),
      createTaskRun({ state: state('RUNNING') }, { as: 'failed' }),
      setTaskState(state('FAILED'), { of: 'failed', name: 'fail the task' }),
      createTaskRun({ state: state('COMPLETED') }, { as: 'completed' }),
      setState(state('FAILED'), { headers }),
      readRun(),
      readTaskRun('failed'),
      readTaskRun('completed'),
    )
  }),
  ...(['0.8.2', '0.8.3', '0.8.4'] as const).map((version) => {
    const headers = { 'x-prefect-api-version': version }
    return scenario(
      `API version ${version}: an ended run starts again`,
      'B61 B7',
      createDeployment(),
      createRun({
        deployment_id: '$(deployment)',
        state: state('RUNNING'),
        empirical_policy: { pause_keys: ['a'], resuming: true, retry_type: 'in_process' },
      }),
      setState(state('FAILED'), { headers }),
      setState(state('SCHEDULED'), { headers }),
      readRun(),
    )
  }),
  ...BAD_VERSIONS.map((version) =>
    scenario(`the API version "${version}" is refused`, 'L6', {
      ...readRun('none'),
      path: '/flow_runs/00000000-0000-4000-8000-000000000000',
      headers: { 'x-prefect-api-version': version },
    }),
  ),
]
