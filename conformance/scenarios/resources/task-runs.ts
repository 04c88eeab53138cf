import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, readTaskRunStates } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const CREATED: readonly [string, JsonObject][] = [
  ['nothing more', {}],
  ['an id of its own', { id: '$(uuid:own)' }],
  ['no name', { name: null }],
  ['an empty name', { name: '' }],
  ['tags', { tags: ['b', 'a', 'b'] }],
  ['labels', { labels: { team: 'x', n: 1 } }],
  [
    'inputs',
    {
      task_inputs: {
        a: [{ input_type: 'task_run', id: UNKNOWN }],
        b: [
          { input_type: 'parameter', name: 'p' },
          { input_type: 'constant', type: 'int' },
          { input_type: 'flow_run', id: UNKNOWN },
        ],
        c: [],
      },
    },
  ],
  ['a version', { task_version: '2' }],
  ['a cache key', { cache_key: 'k', cache_expiration: '2030-01-01T00:00:00Z' }],
  ['a policy', { empirical_policy: { retries: 3, retry_delay: [1, 2.5], retry_jitter_factor: 0.5 } }],
  ['a policy with older names', { empirical_policy: { max_retries: 2, retry_delay_seconds: 7.5 } }],
  ['no flow run', { flow_run_id: null }],
  ['a null state', { state: null }],
]

const REFUSED: readonly [string, Json][] = [
  ['no keys', { flow_run_id: '$(run)' }],
  ['no dynamic key', { task_key: 'a' }],
  ['a number as key', { task_key: 1, dynamic_key: 'a' }],
  ['a flow run that is not there', { task_key: 'a', dynamic_key: 'a', flow_run_id: UNKNOWN }],
  ['a flow run that is no id', { task_key: 'a', dynamic_key: 'a', flow_run_id: 'x' }],
  ['an unknown key', { task_key: 'a', dynamic_key: 'a', color: 1 }],
  ['a bad input', { task_key: 'a', dynamic_key: 'a', task_inputs: { a: [{ input_type: 'x' }] } }],
  ['a text as inputs', { task_key: 'a', dynamic_key: 'a', task_inputs: 'x' }],
  [
    'too many retry delays',
    {
      task_key: 'a',
      dynamic_key: 'a',
      empirical_policy: { retry_delay: Array.from({ length: 51 }, () => 1) },
    },
  ],
  ['negative jitter', { task_key: 'a', dynamic_key: 'a', empirical_policy: { retry_jitter_factor: -1 } }],
  ['a bad state', { task_key: 'a', dynamic_key: 'a', state: { type: 'X' } }],
  ['a bad cache expiration', { task_key: 'a', dynamic_key: 'a', cache_expiration: 'x' }],
  [
    'data',
    { task_key: 'a', dynamic_key: '$(unique)', state: { type: 'COMPLETED', data: { type: 'reference' } } },
  ],
  ['a bad id', { task_key: 'a', dynamic_key: 'a', id: 'x' }],
]

const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['a name', { name: 'other-$(unique)' }],
  ['a null name', { name: null }],
  ['an empty name', { name: '' }],
  ['tags', { tags: ['x'] }],
  ['a number as name', { name: 1 }],
]

export const taskRuns: Group = {
  name: 'task-runs',
  about: 'Task runs: made, found, changed and deleted.',
  setup: [createFlow(), createRun({ state: state('RUNNING'), labels: { from: 'run' } })],
  scenarios: [
    ...CREATED.map(([name, body]) =>
      scenario(`a task run with ${name}`, 'C3 C4 C5 A29', createTaskRun(body), readTaskRun()),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a task run with ${name} is refused`, 'C3 L2 L3', post('create', '/task_runs/', body)),
    ),
    ...STATE_TYPES.map((type) =>
      scenario(
        `a task run created ${type}`,
        'A29 A13 A16 A17',
        createTaskRun({ state: state(type) }),
        readTaskRun(),
        readTaskRunStates(),
      ),
    ),
    scenario(
      'a task run is made once for each key',
      'C3',
      createTaskRun({ tags: ['first'] }),
      {
        ...createTaskRun({ tags: ['second'], state: state('RUNNING'), name: 'other' }),
        name: 'create it again',
      },
      readTaskRunStates(),
    ),
    scenario(
      'a task run without a flow run is made once for each key',
      'C3',
      createTaskRun({ flow_run_id: null, dynamic_key: 'key-$(unique)' }),
      {
        ...createTaskRun({ flow_run_id: null, dynamic_key: 'key-$(unique)', name: 'other' }),
        name: 'create it again',
      },
    ),
    scenario('a task run with an id that is taken', 'C3 L3', createTaskRun({ id: '$(uuid:own)' }), {
      ...createTaskRun({ id: '$(uuid:own)', dynamic_key: 'other-$(unique)' }),
      name: 'create another',
      capture: {},
    }),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a task run is changed: ${name}`,
        'C9',
        createTaskRun(),
        patch('change', '/task_runs/$(task)', body),
        readTaskRun(),
      ),
    ),
    scenario(
      'a task run is deleted',
      'C11',
      createTaskRun(),
      remove('delete', '/task_runs/$(task)'),
      readTaskRun(),
      readTaskRunStates(),
      remove('delete again', '/task_runs/$(task)'),
    ),
    scenario(
      'a task run that is not there',
      'L3 L4',
      get('read', `/task_runs/${UNKNOWN}`),
      patch('change', `/task_runs/${UNKNOWN}`, { name: 'x' }),
      remove('delete', `/task_runs/${UNKNOWN}`),
      get('read its states', `/task_run_states/?task_run_id=${UNKNOWN}`),
      get('read a state', `/task_run_states/${UNKNOWN}`),
      get('read what is no id', '/task_runs/none'),
      patch('change what is no id', '/task_runs/none', {}),
      remove('delete what is no id', '/task_runs/none'),
      get('read states of what is no id', '/task_run_states/?task_run_id=none'),
      get('read states of nothing', '/task_run_states/'),
    ),
    scenario(
      'a state is read by its id',
      'A6 C15',
      createTaskRun({ state: state('PENDING') }, { capture: { task: 'id', state: 'state.id' } }),
      get('read the state', '/task_run_states/$(state)'),
    ),
  ],
}
