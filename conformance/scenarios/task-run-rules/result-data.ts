import type { Json } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { get, post, remove } from '../../setup/flow-runs.ts'
import { completedWithData, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates, setTaskState } from '../../setup/task-runs.ts'

const DATA: readonly [string, Json][] = [
  ['null', null],
  ['unpersisted', { type: 'unpersisted' }],
  ['a record of where the result is', { type: 'reference', storage_key: 'k' }],
  ['an object without a type', { value: 1 }],
  ['an empty object', {}],
  ['an artifact with a key', { artifact_key: 'task-$(unique)', artifact_type: 'table', rest: [1] }],
]

const artifacts = post('read its artifacts', '/artifacts/filter', {
  artifacts: { task_run_id: { any_: ['$(task)'] } },
})

export const resultData = [
  ...DATA.map(([name, data]) =>
    scenario(
      `a COMPLETED task run carries ${name} and starts again`,
      'A8 A9 B45',
      createTaskRun({ state: state('RUNNING') }),
      setTaskState(state('COMPLETED', { data })),
      readTaskRun(),
      artifacts,
      setTaskState(state('RUNNING'), { name: 'start again' }),
    ),
  ),
  scenario(
    'a COMPLETED task run with stored data stays',
    'B45 B42',
    createTaskRun({ state: state('RUNNING') }),
    setTaskState(completedWithData()),
    setTaskState(completedWithData({ message: 'again' }), { name: 'complete again' }),
    setTaskState(state('FAILED'), { name: 'fail' }),
    setTaskState(state('FAILED'), { name: 'force a failure', force: true }),
    readTaskRun(),
    readTaskRunStates(),
  ),
  scenario(
    'the data of a task run goes with its artifact',
    'A10',
    createTaskRun({ state: state('RUNNING') }),
    setTaskState(completedWithData(), { capture: { state: 'state.id' } }),
    { ...artifacts, capture: { artifact: '[0].id' } },
    remove('delete the artifact', '/artifacts/$(artifact)'),
    readTaskRun(),
    get('read the state', '/task_run_states/$(state)'),
  ),
]
