import type { Json } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import {
  createFlow,
  createRun,
  get,
  post,
  readRun,
  readRunStates,
  remove,
  setState,
} from '../../setup/flow-runs.ts'
import { state } from '../../setup/states.ts'

const DATA: readonly [string, Json][] = [
  ['null', null],
  ['unpersisted', { type: 'unpersisted' }],
  ['a record of where the result is', { type: 'reference', storage_key: 'k', serializer: { type: 'json' } }],
  ['a text', 'hello'],
  ['an empty text', ''],
  ['a number', 12.5],
  ['zero', 0],
  ['false', false],
  ['a list', [1, 'two', null]],
  ['an empty list', []],
  ['an empty object', {}],
  [
    'an artifact with a key',
    {
      artifact_key: 'report-$(unique)',
      artifact_type: 'markdown',
      artifact_description: 'What happened',
      rest: 1,
    },
  ],
]

const artifactsOfRun = post('read its artifacts', '/artifacts/filter', {
  artifacts: { flow_run_id: { any_: ['$(run)'] } },
})

export const resultData = [
  ...DATA.map(([name, data]) =>
    scenario(
      `a COMPLETED state carries ${name}`,
      'A8 A9',
      createRun({ state: state('RUNNING') }),
      setState(state('COMPLETED', { data })),
      readRun(),
      artifactsOfRun,
    ),
  ),
  scenario(
    'a RUNNING state carries data',
    'A9',
    createRun({ state: state('PENDING') }),
    setState(state('RUNNING', { data: { type: 'reference', n: 1 } })),
    readRun(),
    artifactsOfRun,
  ),
  scenario(
    'the data of a state goes with its artifact',
    'A10',
    createRun({ state: state('RUNNING') }),
    setState(state('FAILED', { data: { type: 'reference', n: 1 } }), { capture: { state: 'state.id' } }),
    { ...artifactsOfRun, capture: { artifact: '[0].id' } },
    remove('delete the artifact', '/artifacts/$(artifact)'),
    readRun(),
    readRunStates(),
    get('read the state', '/flow_run_states/$(state)'),
  ),
  scenario(
    'a refused proposal leaves no artifact',
    'A9 B3',
    createFlow('other'),
    createRun({ state: state('COMPLETED') }),
    setState(state('CRASHED', { data: { type: 'reference', n: 1 } })),
    artifactsOfRun,
  ),
  scenario(
    'a run created with data that is not stored',
    'A8 A29',
    createRun({ state: state('COMPLETED', { data: { type: 'unpersisted' } }) }),
    readRun(),
  ),
]
