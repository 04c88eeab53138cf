import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, readRunStates, setState } from '../../setup/flow-runs.ts'
import { completedWithData, STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates } from '../../setup/task-runs.ts'

const parent = [
  createRun({ state: state('RUNNING') }, { as: 'parent' }),
  createTaskRun({ flow_run_id: '$(parent)' }),
]
const child = createRun({ parent_task_run_id: '$(task)' })

export const subflows = [
  ...STATE_TYPES.map((type) =>
    scenario(
      `the task run of a subflow follows it to ${type}`,
      'A22 A21',
      parent,
      child,
      setState(state(type, { message: 'from below' })),
      readRun(),
      readTaskRun(),
      readTaskRunStates(),
    ),
  ),
  scenario(
    'the task run of a subflow follows it through its life',
    'A22 A19 B32',
    parent,
    createRun({ parent_task_run_id: '$(task)', state: state('PENDING') }),
    readTaskRun('task', { name: 'read the task run at creation' }),
    setState(state('RUNNING')),
    setState(completedWithData()),
    readRun(),
    readTaskRun(),
    readTaskRunStates(),
    readRunStates(),
  ),
  scenario(
    'the task run of a subflow follows a forced state',
    'A22 B40',
    parent,
    child,
    setState(state('RUNNING')),
    setState(state('FAILED'), { force: true }),
    readTaskRun(),
  ),
  scenario(
    'the task run of a subflow stays when the proposal is refused',
    'A22 B12',
    parent,
    child,
    setState(state('RUNNING')),
    setState(state('PENDING')),
    readTaskRun(),
  ),
]
