import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import {
  createDeploymentRun,
  createFlow,
  createRun,
  get,
  patch,
  post,
  readRun,
  readRunStates,
  remove,
  setState,
} from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const CREATED: readonly [string, JsonObject][] = [
  ['nothing more', {}],
  ['no name', { name: null }],
  ['an empty name', { name: '' }],
  ['tags', { tags: ['b', 'a', 'b'] }],
  ['labels', { labels: { team: 'x', n: 1, f: 1.5, ok: false } }],
  ['null labels', { labels: null }],
  ['parameters', { parameters: { a: 1, b: [null, true], c: { d: 'x' }, 'a.b': 1 } }],
  ['a context', { context: { a: { b: 1 } } }],
  ['a flow version', { flow_version: '1.2' }],
  ['an idempotency key', { idempotency_key: 'key-$(unique)' }],
  ['a deployment that is not there', { deployment_id: UNKNOWN }],
  ['job variables', { job_variables: { image: 'x' } }],
  ['null job variables', { job_variables: null }],
  ['a null state', { state: null }],
  ['an empty policy', { empirical_policy: {} }],
  [
    'a policy',
    {
      empirical_policy: {
        retries: 3,
        retry_delay: 5,
        pause_keys: ['x'],
        resuming: true,
        retry_type: 'in_process',
      },
    },
  ],
  ['a policy with older names', { empirical_policy: { max_retries: 2, retry_delay_seconds: 7 } }],
  [
    'a policy with both names',
    { empirical_policy: { max_retries: 2, retries: 5, retry_delay_seconds: 7, retry_delay: 1 } },
  ],
  ['a policy with unknown keys', { empirical_policy: { color: 'red' } }],
]

const REFUSED: readonly [string, Json][] = [
  ['no flow', {}],
  ['a null flow', { flow_id: null }],
  ['a flow that is no id', { flow_id: 'x' }],
  ['a flow that is not there', { flow_id: UNKNOWN }],
  ['an unknown key', { flow_id: '$(flow)', color: 1 }],
  ['an id', { flow_id: '$(flow)', id: UNKNOWN }],
  ['a text as parameters', { flow_id: '$(flow)', parameters: 'x' }],
  ['null parameters', { flow_id: '$(flow)', parameters: null }],
  ['a number as name', { flow_id: '$(flow)', name: 1 }],
  ['null tags', { flow_id: '$(flow)', tags: null }],
  ['a list as label', { flow_id: '$(flow)', labels: { a: [] } }],
  ['a bad state', { flow_id: '$(flow)', state: { type: 'X' } }],
  ['a bad policy', { flow_id: '$(flow)', empirical_policy: { retries: 'x' } }],
  ['a bad retry type', { flow_id: '$(flow)', empirical_policy: { retry_type: 'x' } }],
  ['a fraction as retries', { flow_id: '$(flow)', empirical_policy: { retries: 1.5 } }],
  ['a parent that is not there', { flow_id: '$(flow)', parent_task_run_id: UNKNOWN }],
  [
    'an infrastructure document that is not there',
    { flow_id: '$(flow)', infrastructure_document_id: UNKNOWN },
  ],
  ['a fraction as older delay', { flow_id: '$(flow)', empirical_policy: { retry_delay_seconds: 7.5 } }],
  ['data', { flow_id: '$(flow)', state: { type: 'COMPLETED', data: { type: 'reference' } } }],
  ['a pool that is not there', { flow_id: '$(flow)', work_pool_name: 'none-$(unique)' }],
  [
    'a queue that is not there',
    { flow_id: '$(flow)', work_pool_name: '$(pool)', work_queue_name: 'none-$(unique)' },
  ],
  [
    'a queue of a pool that is not there',
    { flow_id: '$(flow)', work_pool_name: 'none-$(unique)', work_queue_name: 'default' },
  ],
]

const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['a name', { name: 'other-$(unique)' }],
  ['a null name', { name: null }],
  ['tags', { tags: ['z'] }],
  ['parameters', { parameters: { b: 2 } }],
  ['a policy', { empirical_policy: { retries: 2 } }],
  ['a flow version', { flow_version: '2' }],
  ['a null flow version', { flow_version: null }],
  ['an infrastructure pid', { infrastructure_pid: 'host:1' }],
  ['job variables', { job_variables: { image: 'x' } }],
  ['null job variables', { job_variables: null }],
  ['an unknown key', { color: 1 }],
  ['a state', { state: { type: 'RUNNING' } }],
  ['null tags', { tags: null }],
  ['null parameters', { parameters: null }],
  ['a bad policy', { empirical_policy: { retries: 'x' } }],
]

const LABELS: readonly [string, Json][] = [
  ['new ones', { b: 2 }],
  ['one that is there', { a: 'other' }],
  ['none', {}],
  ['a list', { a: [1] }],
  ['null', { a: null }],
]

export const flowRuns: Group = {
  name: 'flow-runs',
  about: 'Flow runs: made, found, changed and deleted.',
  setup: [
    createFlow('flow', { labels: { 'from.flow': 'yes', both: 'flow' } }),
    post(
      'create pool',
      '/work_pools/',
      { name: 'pool-$(unique)', type: 'process' },
      { capture: { pool: 'name', queue: 'default_queue_id' } },
    ),
  ],
  scenarios: [
    ...CREATED.map(([name, body]) =>
      scenario(`a run with ${name}`, 'C1 C4 C5 C6b C8 A29', createRun(body), readRun()),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a run with ${name} is refused`, 'C1 C7 L2 L3', post('create', '/flow_runs/', body)),
    ),
    ...STATE_TYPES.map((type) =>
      scenario(
        `a run created ${type}`,
        'A11 A13 A16 A17 A24 A27 A29',
        createRun({ state: state(type, { message: 'first' }) }),
        readRun(),
        readRunStates(),
      ),
    ),
    scenario(
      'a run is made once for each key',
      'C2 A37',
      createRun({ idempotency_key: 'key', flow_id: '$(flow)', tags: ['first'] }, { as: 'first' }),
      {
        ...createRun(
          { idempotency_key: 'key', name: 'other', tags: ['second'], state: state('RUNNING') },
          { as: 'second' },
        ),
      },
      readRun('first'),
      readRunStates('first'),
      createFlow('other'),
      createRun({ idempotency_key: 'key', flow_id: '$(other)' }, { as: 'third' }),
    ),
    scenario(
      'a run with an empty key',
      'C2',
      createRun({ idempotency_key: '' }, { as: 'first' }),
      createRun({ idempotency_key: '' }, { as: 'second', capture: {} }),
    ),
    scenario('a run in a pool', 'C1', createRun({ work_pool_name: '$(pool)' }), readRun()),
    scenario(
      'a run in a queue',
      'C1',
      post('create queue', '/work_pools/$(pool)/queues', { name: 'queue-$(unique)' }),
      createRun({ work_pool_name: '$(pool)', work_queue_name: 'queue-$(unique)' }),
      readRun(),
    ),
    scenario('a run in a queue without a pool', 'C1', createRun({ work_queue_name: 'default' })),
    scenario(
      'a run of an automation',
      'C6',
      createRun(
        {},
        { headers: { 'prefect-automation-id': UNKNOWN, 'prefect-automation-name': 'TmlnaHRseSBydW4=' } },
      ),
      readRun(),
    ),
    scenario(
      'a run of an automation without a name',
      'C6',
      createRun({}, { headers: { 'prefect-automation-id': UNKNOWN } }),
    ),
    scenario(
      'a run of an automation whose name is no base64',
      'C6',
      createRun({}, { headers: { 'prefect-automation-id': UNKNOWN, 'prefect-automation-name': '%%%' } }),
    ),
    scenario(
      'a run of an automation whose id is no id',
      'C6',
      createRun(
        {},
        {
          headers: { 'prefect-automation-id': 'x', 'prefect-automation-name': 'TmlnaHRseSBydW4=' },
          capture: {},
        },
      ),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a run is changed: ${name}`,
        'C9',
        createRun({ tags: ['a'], parameters: { a: 1 }, state: state('SCHEDULED') }),
        patch('change', '/flow_runs/$(run)', body),
        readRun(),
      ),
    ),
    ...(['SCHEDULED', 'PENDING', 'RUNNING'] as const).map((type) =>
      scenario(
        `the job variables of a ${type} run of a deployment are changed`,
        'C9',
        createDeployment({ work_pool_name: '$(pool)' }),
        createDeploymentRun({ state: state(type) }),
        patch('change', '/flow_runs/$(run)', { job_variables: { image: 'x' } }),
        readRun(),
      ),
    ),
    ...LABELS.map(([name, body]) =>
      scenario(
        `labels are added: ${name}`,
        'C10 C4',
        createRun({ labels: { a: 1 } }),
        patch('add', '/flow_runs/$(run)/labels', body),
        readRun(),
      ),
    ),
    scenario(
      'labels come down from flow to run to task run',
      'C4',
      createRun({ labels: { both: 'run', own: 1 } }),
      createTaskRun({ labels: { own: 2 } }),
      readTaskRun(),
    ),
    scenario(
      'a run is deleted with its tasks and states',
      'C11',
      createRun({ state: state('RUNNING') }),
      createTaskRun(),
      post('store input', '/flow_runs/$(run)/input', { key: 'a', value: '1' }),
      setState(state('COMPLETED')),
      remove('delete', '/flow_runs/$(run)'),
      readRun(),
      readTaskRun(),
      readRunStates(),
      get('read the input', '/flow_runs/$(run)/input/a'),
      remove('delete again', '/flow_runs/$(run)'),
    ),
    scenario(
      'the logs of a deleted run go after it',
      'C11',
      createRun(),
      post('write logs', '/logs/', [
        { name: 'x', level: 20, message: 'm', timestamp: '2026-01-01T00:00:00Z', flow_run_id: '$(run)' },
      ]),
      remove('delete', '/flow_runs/$(run)'),
      post(
        'read logs',
        '/logs/filter',
        { logs: { flow_run_id: { any_: ['$(run)'] } } },
        { until: [{ at: '', length: 0 }] },
      ),
    ),
    scenario(
      'a run that is not there',
      'L3 L4 C17 I1',
      get('read', `/flow_runs/${UNKNOWN}`),
      patch('change', `/flow_runs/${UNKNOWN}`, { name: 'x' }),
      patch('change its job variables', `/flow_runs/${UNKNOWN}`, { job_variables: {} }),
      patch('add labels', `/flow_runs/${UNKNOWN}/labels`, { a: 1 }),
      remove('delete', `/flow_runs/${UNKNOWN}`),
      get('read its graph', `/flow_runs/${UNKNOWN}/graph`),
      get('read its newer graph', `/flow_runs/${UNKNOWN}/graph-v2`),
      get('download its logs', `/flow_runs/${UNKNOWN}/logs/download`),
      post('store input', `/flow_runs/${UNKNOWN}/input`, { key: 'a', value: '1' }),
      get('read input', `/flow_runs/${UNKNOWN}/input/a`),
      post('list input', `/flow_runs/${UNKNOWN}/input/filter`, { prefix: 'a' }),
      remove('delete input', `/flow_runs/${UNKNOWN}/input/a`),
      get('read its states', `/flow_run_states/?flow_run_id=${UNKNOWN}`),
    ),
    scenario(
      'what is no id',
      'L4',
      get('read', '/flow_runs/none'),
      patch('change', '/flow_runs/none', {}),
      remove('delete', '/flow_runs/none'),
      get('read its graph', '/flow_runs/none/graph-v2'),
      post('resume', '/flow_runs/none/resume'),
      get('read its states', '/flow_run_states/?flow_run_id=none'),
      get('read states of nothing', '/flow_run_states/'),
      get('read a state', '/flow_run_states/none'),
      get('read a state that is not there', `/flow_run_states/${UNKNOWN}`),
    ),
    scenario('a run that is not there is resumed', 'C21', post('resume', `/flow_runs/${UNKNOWN}/resume`)),
    scenario(
      'a state is read by its id',
      'A6 C15',
      createRun(
        { state: state('PENDING', { message: 'first' }) },
        { capture: { run: 'id', state: 'state.id' } },
      ),
      get('read the state', '/flow_run_states/$(state)'),
    ),
  ],
}
