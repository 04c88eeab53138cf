import type { Json } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates, setTaskState } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const BODIES: readonly [string, Json][] = [
  ['no state', {}],
  ['a text as state', { state: 'RUNNING' }],
  ['an unknown type', { state: { type: 'SLEEPING' } }],
  ['an id', { state: { type: 'RUNNING', id: UNKNOWN } }],
  ['a text as force', { state: { type: 'RUNNING' }, force: 'x' }],
  ['an unknown key beside', { state: { type: 'RUNNING' }, color: 1 }],
  ['a list', []],
]

export const proposals = [
  ...BODIES.map(([name, body]) =>
    scenario(`a proposal with ${name}`, 'L2', createTaskRun({ state: state('PENDING') }), {
      ...setTaskState({}),
      name: 'propose it',
      body,
    }),
  ),
  scenario('a state for a task run that is not there', 'L3', {
    ...setTaskState(state('RUNNING')),
    path: `/task_runs/${UNKNOWN}/set_state`,
  }),
  scenario('a state for a task run whose id is no id', 'L4', {
    ...setTaskState(state('RUNNING')),
    path: '/task_runs/none/set_state',
  }),
  scenario(
    'the details of a state name its runs',
    'A21',
    createTaskRun({ state: state('PENDING') }),
    setTaskState(
      state('RUNNING', {
        details: { flow_run_id: UNKNOWN, task_run_id: UNKNOWN, child_flow_run_id: UNKNOWN },
      }),
    ),
    readTaskRun(),
    readTaskRunStates(),
  ),
  scenario(
    'a transition id is taken again by a task run',
    'B2',
    createTaskRun({ flow_run_id: null, state: state('PENDING') }),
    setTaskState(state('RUNNING', { details: { transition_id: '$(uuid:transition)' } })),
    setTaskState(state('RUNNING', { details: { transition_id: '$(uuid:transition)' } }), {
      name: 'propose it again',
    }),
    readTaskRun(),
  ),
]
