import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, post, remove, setState } from '../../setup/flow-runs.ts'
import { completedWithData, state } from '../../setup/states.ts'
import { createTaskRun, setTaskState } from '../../setup/task-runs.ts'

const INPUTS: readonly [string, Json][] = [
  ['a sender', { key: 'key', value: '{"a":1}', sender: 'prefect.flow-run.x' }],
  ['a null sender', { key: 'key', value: 'x', sender: null }],
  ['an empty value', { key: 'key', value: '' }],
  ['an empty key', { key: '', value: 'x' }],
  ['a key in capitals', { key: 'Key', value: 'x' }],
  ['a key with a space', { key: 'a b', value: 'x' }],
  ['no value', { key: 'key' }],
  ['no key', { value: 'x' }],
  ['a number as value', { key: 'key', value: 5 }],
  ['an object as value', { key: 'key', value: { a: 1 } }],
  ['an unknown key beside', { key: 'key', value: 'x', color: 'red' }],
]

const store = (key: string, value = key) => post(`store ${key}`, '/flow_runs/$(run)/input', { key, value })

const FILTERS: readonly [string, Json][] = [
  ['a prefix', { prefix: 'a-', limit: 10 }],
  ['a prefix and no limit', { prefix: 'a-' }],
  ['a prefix and keys left out', { prefix: 'a-', limit: 10, exclude_keys: ['a-1'] }],
  ['an empty prefix', { prefix: '', limit: 10 }],
  ['a wildcard', { prefix: '_-', limit: 10 }],
  ['no prefix', { limit: 10 }],
  ['a limit of zero', { prefix: 'a', limit: 0 }],
  ['a negative limit', { prefix: 'a', limit: -1 }],
  ['a text as limit', { prefix: 'a', limit: 'x' }],
  ['a text as keys', { prefix: 'a', exclude_keys: 'x' }],
]

const log = (message: string, timestamp: string, level = 20, extra: Record<string, Json> = {}): Json => ({
  name: 'x',
  level,
  message,
  timestamp,
  flow_run_id: '$(run)',
  ...extra,
})

const graph = get('read the graph', '/flow_runs/$(run)/graph')
const graph2 = get('read the newer graph', '/flow_runs/$(run)/graph-v2')
const child = (id: string): Json => ({ id, input_type: 'task_run' })

export const flowRunParts: Group = {
  name: 'flow-run-parts',
  about: 'What hangs on a flow run: its inputs, graphs and logs.',
  setup: [createFlow()],
  scenarios: [
    ...INPUTS.map(([name, body]) =>
      scenario(
        `input with ${name}`,
        'C18 C19',
        createRun(),
        post('store', '/flow_runs/$(run)/input', body),
        get('read', '/flow_runs/$(run)/input/key'),
      ),
    ),
    scenario(
      'input is stored once for each key',
      'C18 C19',
      createRun(),
      store('a'),
      { ...store('a', 'other'), name: 'store it again' },
      get('read', '/flow_runs/$(run)/input/a'),
      remove('delete', '/flow_runs/$(run)/input/a'),
      get('read after the deletion', '/flow_runs/$(run)/input/a'),
      remove('delete again', '/flow_runs/$(run)/input/a'),
      { ...store('a', 'third'), name: 'store it a third time' },
      get('read at the end', '/flow_runs/$(run)/input/a'),
    ),
    ...FILTERS.map(([name, filter]) =>
      scenario(
        `input is listed by ${name}`,
        'C20',
        createRun(),
        store('a-1'),
        store('a-2'),
        store('b-1'),
        post('list', '/flow_runs/$(run)/input/filter', filter),
      ),
    ),
    scenario('the graph of a run without tasks', 'C17 I1 I8', createRun(), graph, graph2),
    scenario(
      'the graph of a run that never started',
      'I1',
      createRun({ state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }) }),
      graph2,
    ),
    scenario(
      'the graph of tasks that feed each other',
      'C17 I2 I3 I4 I5',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('RUNNING') }, { as: 'first' }),
      createTaskRun(
        { task_key: 'b', task_inputs: { x: [child('$(first)')] }, state: state('RUNNING') },
        { as: 'second' },
      ),
      createTaskRun(
        {
          task_key: 'c',
          task_inputs: { x: [child('$(first)')], y: [child('$(second)')], z: [] },
          state: state('PENDING'),
        },
        { as: 'third' },
      ),
      setTaskState(state('COMPLETED'), { of: 'first', name: 'complete the first' }),
      {
        ...graph,
        lists: [
          { at: '', by: 'name' },
          { at: '[*].upstream_dependencies', by: 'id' },
        ],
      },
      {
        ...graph2,
        lists: [
          { at: 'nodes[*][1].parents', by: 'id' },
          { at: 'nodes[*][1].children', by: 'id' },
        ],
      },
    ),
    scenario(
      'the graph of tasks within tasks',
      'I4',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('RUNNING') }, { as: 'outer' }),
      createTaskRun(
        {
          task_key: 'b',
          task_inputs: { __parents__: [child('$(outer)'), child('$(outer)')] },
          state: state('RUNNING'),
        },
        { as: 'inner' },
      ),
      graph2,
    ),
    scenario(
      'the graph of a run with a subflow',
      'I2 I3',
      createFlow('sub'),
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('PENDING') }, { as: 'wrapper' }),
      createRun(
        { flow_id: '$(sub)', parent_task_run_id: '$(wrapper)', state: state('RUNNING') },
        { as: 'child' },
      ),
      createTaskRun(
        {
          task_key: 'b',
          task_inputs: { x: [child('$(wrapper)')], y: [child('$(child)')] },
          state: state('RUNNING'),
        },
        { as: 'after' },
      ),
      {
        ...graph,
        lists: [
          { at: '', by: 'name' },
          { at: '[*].upstream_dependencies', by: 'id' },
        ],
      },
      graph2,
      setState(state('COMPLETED'), { of: 'child', name: 'complete the subflow' }),
      { ...graph2, name: 'read the graph of the end' },
    ),
    scenario(
      'the graph of a cached task',
      'I3',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('COMPLETED', { name: 'Cached' }) }),
      graph2,
    ),
    scenario(
      'the graph since an instant',
      'I1 I5',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ task_key: 'a', state: state('COMPLETED') }, { as: 'ended' }),
      createTaskRun({ task_key: 'b', state: state('RUNNING') }, { as: 'running' }),
      { ...graph2, path: '/flow_runs/$(run)/graph-v2?since=2035-01-01T00:00:00Z' },
      {
        ...graph2,
        name: 'read it since an older instant',
        path: '/flow_runs/$(run)/graph-v2?since=2020-01-01T00:00:00Z',
      },
      { ...graph2, name: 'read it since nonsense', path: '/flow_runs/$(run)/graph-v2?since=x' },
    ),
    scenario(
      'the graph with artifacts',
      'I7',
      createRun({ state: state('RUNNING') }),
      createTaskRun({ state: state('RUNNING') }),
      post('create report', '/artifacts/', {
        key: 'graph-$(unique)',
        type: 'markdown',
        data: 'one',
        flow_run_id: '$(run)',
      }),
      post('create its next version', '/artifacts/', {
        key: 'graph-$(unique)',
        type: 'markdown',
        data: 'two',
        flow_run_id: '$(run)',
        task_run_id: '$(task)',
      }),
      post('create progress', '/artifacts/', { type: 'progress', data: 50, flow_run_id: '$(run)' }),
      post('create result', '/artifacts/', { type: 'result', data: 1, flow_run_id: '$(run)' }),
      post('create one without a type', '/artifacts/', { data: 1, flow_run_id: '$(run)' }),
      setTaskState(completedWithData()),
      graph2,
    ),
    scenario(
      'logs are downloaded',
      'C16',
      createRun({ name: 'Run "ä" $(unique)' }),
      createTaskRun(),
      post('write logs', '/logs/', [
        log('second, with "quotes"', '2026-01-01T00:00:01Z', 30),
        log('first', '2026-01-01T00:00:00.5Z'),
        log('two\nlines', '2026-01-01T00:00:02Z', 40, { task_run_id: '$(task)' }),
        log('', '2026-01-01T00:00:03.000001Z', 7),
        log('=1+1', '2026-01-01T00:00:04Z', 50),
      ]),
      get('download', '/flow_runs/$(run)/logs/download'),
    ),
    scenario(
      'no logs are downloaded',
      'C16',
      createRun(),
      get('download', '/flow_runs/$(run)/logs/download'),
    ),
  ],
}
