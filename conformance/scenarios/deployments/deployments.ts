import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, get, patch, post, readRun, remove } from '../../setup/flow-runs.ts'
import { createDeployment, createLimit, readLimit } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const read = (name = 'read') => get(name, '/deployments/$(deployment)')
const change = (body: Json, name = 'change') => patch(name, '/deployments/$(deployment)', body)

const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer', default: 1 } },
  required: ['name'],
}
const TEMPLATE = {
  job_configuration: { command: '{{ command }}', image: '{{ image }}' },
  variables: {
    type: 'object',
    properties: { command: { type: 'string', default: 'run' }, image: { type: 'string' } },
    required: ['image'],
  },
}

const CREATED: readonly [string, JsonObject][] = [
  ['nothing more', {}],
  ['tags', { tags: ['b', 'a'] }],
  ['labels', { labels: { own: 1 } }],
  ['parameters', { parameters: { a: 1 } }],
  ['all texts', { description: 'd', version: '1', path: '/p', entrypoint: 'f.py:flow' }],
  ['pull steps', { pull_steps: [{ 'prefect.x': { a: 1 } }] }],
  ['null pull steps', { pull_steps: null }],
  ['it paused', { paused: true }],
  ['a pool', { work_pool_name: '$(pool)' }],
  ['a queue', { work_pool_name: '$(pool)', work_queue_name: 'queue-$(unique)' }],
  ['a queue without a pool', { work_queue_name: 'queue-$(unique)' }],
  ['a pool that is not there', { work_pool_name: 'none-$(unique)' }],
  ['job variables', { job_variables: { image: 'x' }, work_pool_name: '$(strict)' }],
  ['job variables without what is required', { job_variables: {}, work_pool_name: '$(strict)' }],
  ['job variables of a wrong type', { job_variables: { image: 5 }, work_pool_name: '$(strict)' }],
  ['job variables that the pool does not know', { job_variables: { other: 5 }, work_pool_name: '$(strict)' }],
  ['a limit', { concurrency_limit: 3 }],
  ['a limit of zero', { concurrency_limit: 0 }],
  ['a global limit that is not there', { global_concurrency_limit_id: UNKNOWN }],
  ['two limits', { concurrency_limit: 3, global_concurrency_limit_id: UNKNOWN }],
  [
    'a strategy',
    {
      concurrency_limit: 1,
      concurrency_options: { collision_strategy: 'CANCEL_NEW', grace_period_seconds: 60 },
    },
  ],
  ['an unknown strategy', { concurrency_options: { collision_strategy: 'x' } }],
  ['too short a grace', { concurrency_options: { collision_strategy: 'ENQUEUE', grace_period_seconds: 5 } }],
  ['an empty schema', { parameter_openapi_schema: {} }],
  ['a null schema', { parameter_openapi_schema: null }],
  ['a schema', { parameter_openapi_schema: SCHEMA, parameters: { name: 'x' } }],
  [
    'parameters that break the schema',
    { parameter_openapi_schema: SCHEMA, parameters: { name: 5 }, enforce_parameter_schema: true },
  ],
  [
    'parameters that break a schema that is not enforced',
    { parameter_openapi_schema: SCHEMA, parameters: { name: 5 }, enforce_parameter_schema: false },
  ],
  ['parameters that break a schema, not said', { parameter_openapi_schema: SCHEMA, parameters: { name: 5 } }],
  ['a schema that is none', { parameter_openapi_schema: { type: 5 }, enforce_parameter_schema: true }],
  ['placeholders', { parameters: { name: { __prefect_kind: 'json', value: '1' } } }],
  ['an infrastructure document that is not there', { infrastructure_document_id: UNKNOWN }],
  ['a storage document that is not there', { storage_document_id: UNKNOWN }],
  ['a flow that is not there', { flow_id: UNKNOWN }],
  ['a null name', { name: null }],
  ['an empty name', { name: '' }],
  ['a bad name', { name: 'a/b' }],
  ['an unknown key', { color: 1 }],
  ['null tags', { tags: null }],
]

const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['tags', { tags: ['z'] }],
  ['a version', { version: '2' }],
  ['a description', { description: null }],
  ['it paused', { paused: true }],
  ['parameters', { parameters: { b: 1 } }],
  ['a limit', { concurrency_limit: 5 }],
  ['a null limit', { concurrency_limit: null }],
  ['a limit of zero', { concurrency_limit: 0 }],
  ['a pool', { work_pool_name: '$(pool)' }],
  ['a null pool', { work_pool_name: null }],
  ['job variables', { job_variables: { a: 1 } }],
  ['options', { concurrency_options: { collision_strategy: 'CANCEL_NEW' } }],
  ['null options', { concurrency_options: null }],
  ['a name', { name: 'other' }],
  ['an unknown key', { color: 1 }],
  ['placeholders', { parameters: { a: { __prefect_kind: 'json', value: '{"b": 1}' } } }],
  ['a bad placeholder', { parameters: { a: { __prefect_kind: 'json', value: '{' } } }],
]

const RUNS: readonly [string, JsonObject][] = [
  ['nothing more', {}],
  ['parameters', { parameters: { name: 'x', count: 2 } }],
  ['parameters of a wrong type', { parameters: { name: 5 } }],
  ['parameters of a wrong type, not enforced', { parameters: { name: 5 }, enforce_parameter_schema: false }],
  ['a placeholder', { parameters: { name: { __prefect_kind: 'jinja', template: 'a{{ 1 + 1 }}' } } }],
  ['a bad placeholder', { parameters: { name: { __prefect_kind: 'json', value: '{' } } }],
  ['tags', { tags: ['own', 'both'], parameters: { name: 'x' } }],
  ['labels', { labels: { own: 2 }, parameters: { name: 'x' } }],
  ['no name', { name: null, parameters: { name: 'x' } }],
  ['a state', { state: { type: 'RUNNING' }, parameters: { name: 'x' } }],
  ['a policy', { empirical_policy: { retries: 2 }, parameters: { name: 'x' } }],
  ['job variables', { job_variables: { image: 'y' }, parameters: { name: 'x' } }],
  ['null job variables', { job_variables: null, parameters: { name: 'x' } }],
  ['null job variables and a key', { job_variables: null, idempotency_key: 'k', parameters: { name: 'x' } }],
  ['a queue without a pool', { work_queue_name: 'q', parameters: { name: 'x' } }],
  ['a context', { context: { a: 1 }, parameters: { name: 'x' } }],
  ['an unknown key', { color: 1 }],
  ['a deployment', { deployment_id: UNKNOWN }],
]

const bulkCreate = (runs: Json, name = 'create runs') =>
  post(name, '/deployments/$(deployment)/create_flow_run/bulk', runs, { vary: ['results[*].flow_run_id'] })

export const deployments: Group = {
  name: 'deployments',
  about: 'Deployments: made, changed, deleted, and runs made from them.',
  setup: [
    createFlow('flow', { labels: { 'from.flow': 'yes' } }),
    post(
      'create pool',
      '/work_pools/',
      { name: 'pool-$(unique)', type: 'process' },
      { capture: { pool: 'name' } },
    ),
    post(
      'create strict pool',
      '/work_pools/',
      { name: 'strict-$(unique)', type: 'process', base_job_template: TEMPLATE },
      { capture: { strict: 'name' } },
    ),
  ],
  scenarios: [
    ...CREATED.map(([name, body]) =>
      scenario(
        `a deployment with ${name}`,
        'C25 C26 C27 C28 C4',
        { ...createDeployment(body), capture: {} },
        get('read by name', '/deployments/name/flow-$(setup)/deployment-$(unique)'),
      ),
    ),
    scenario(
      'a deployment is made once for each name',
      'C25 A37',
      createDeployment({ tags: ['a'], version: '1', description: 'd' }),
      { ...createDeployment({ tags: ['b'], description: null }), name: 'create it again' },
      read(),
    ),
    scenario(
      'a deployment that is made again loses its limit only if that is said',
      'C26',
      createDeployment({ concurrency_limit: 2 }),
      { ...createDeployment(), name: 'create it again' },
      { ...createDeployment({ concurrency_limit: 4 }), name: 'with another limit' },
      { ...createDeployment({ concurrency_limit: null }), name: 'with no limit' },
      read(),
    ),
    scenario(
      'a deployment with a global limit',
      'C26',
      createLimit('limit', 3),
      createDeployment({ global_concurrency_limit_id: '$(limit)' }),
      read(),
      change({ global_concurrency_limit_id: null }),
      read('read without it'),
      readLimit('limit'),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a deployment is changed: ${name}`,
        'C29 C26',
        createDeployment({
          tags: ['a'],
          parameters: { a: 1 },
          description: 'd',
          concurrency_limit: 2,
          concurrency_options: { collision_strategy: 'ENQUEUE' },
        }),
        change(body),
        read(),
      ),
    ),
    scenario(
      'parameters that break the schema are not changed',
      'C29',
      createDeployment({ parameter_openapi_schema: SCHEMA }),
      change({ parameters: { name: 5 } }),
      change({ parameters: { name: 5 }, enforce_parameter_schema: false }, 'change without the schema'),
      read(),
    ),
    ...RUNS.map(([name, body]) =>
      scenario(
        `a run with ${name}`,
        'C38 C39 C4 C6b',
        createDeployment({
          tags: ['both'],
          labels: { own: 1 },
          version: '7',
          parameter_openapi_schema: SCHEMA,
          parameters: { name: 'default', count: 5 },
        }),
        createDeploymentRun(body, { capture: {}, lists: [{ at: 'tags' }] }),
      ),
    ),
    scenario(
      'a run in a queue of the pool',
      'C38 C39',
      createDeployment({ work_pool_name: '$(pool)' }),
      createDeploymentRun({ work_queue_name: 'queue-$(unique)' }),
      readRun(),
    ),
    scenario(
      'a run with job variables that the pool requires',
      'K10 C38',
      createDeployment({ work_pool_name: '$(strict)' }),
      createDeploymentRun({}, { name: 'without', capture: {} }),
      createDeploymentRun({ job_variables: { image: 'x' } }),
      createDeploymentRun({ job_variables: { image: 5 } }, { name: 'of a wrong type', capture: {} }),
    ),
    scenario(
      'a run is made once for each key',
      'C39 C2',
      createDeployment(),
      createDeploymentRun({ idempotency_key: 'key' }),
      createDeploymentRun({ idempotency_key: 'key', tags: ['other'] }, { name: 'create it again' }),
    ),
    scenario(
      'runs are made in bulk',
      'C40',
      createDeployment(),
      bulkCreate([
        { name: 'a-$(unique)' },
        { name: 'b-$(unique)', idempotency_key: 'of bulk' },
        { name: 'c-$(unique)', idempotency_key: 'of bulk' },
      ]),
      post('count', '/flow_runs/count', { flow_runs: { deployment_id: { any_: ['$(deployment)'] } } }),
      bulkCreate([], 'create none'),
      bulkCreate(
        Array.from({ length: 101 }, () => ({})),
        'create too many',
      ),
      bulkCreate({}, 'create what is no list'),
    ),
    scenario(
      'some runs of a bulk cannot be made',
      'C40',
      createDeployment({ parameter_openapi_schema: SCHEMA }),
      bulkCreate([{ parameters: { name: 'x' } }, { parameters: { name: 5 } }]),
    ),
    scenario(
      'a deployment is paused and resumed',
      'C32',
      createDeployment(),
      post('pause', '/deployments/$(deployment)/pause_deployment'),
      read('read while paused'),
      post('resume', '/deployments/$(deployment)/resume_deployment'),
      read(),
    ),
    scenario(
      'a deployment is deleted with its scheduled runs',
      'C33',
      createDeployment(
        { concurrency_limit: 1 },
        { capture: { deployment: 'id', limit: 'global_concurrency_limit.id' } },
      ),
      createDeploymentRun({}, { as: 'scheduled' }),
      createDeploymentRun({ state: state('RUNNING') }, { as: 'running' }),
      remove('delete', '/deployments/$(deployment)'),
      read(),
      readRun('scheduled'),
      readRun('running'),
      readLimit('limit'),
      remove('delete again', '/deployments/$(deployment)'),
    ),
    scenario(
      'scheduled runs of deployments',
      'C35',
      createDeployment(),
      createDeploymentRun(
        { state: state('SCHEDULED', { details: { scheduled_time: '2030-01-02T00:00:00Z' } }) },
        { as: 'second' },
      ),
      createDeploymentRun(
        { state: state('SCHEDULED', { details: { scheduled_time: '2030-01-01T00:00:00Z' } }) },
        { as: 'first' },
      ),
      createDeploymentRun({ state: state('RUNNING') }, { as: 'running' }),
      post('ask', '/deployments/get_scheduled_flow_runs', { deployment_ids: ['$(deployment)'] }),
      post('ask for one', '/deployments/get_scheduled_flow_runs', {
        deployment_ids: ['$(deployment)'],
        limit: 1,
      }),
      post('ask until', '/deployments/get_scheduled_flow_runs', {
        deployment_ids: ['$(deployment)'],
        scheduled_before: '2030-01-01T12:00:00Z',
      }),
      post('ask for none', '/deployments/get_scheduled_flow_runs', { deployment_ids: [] }),
      post('ask badly', '/deployments/get_scheduled_flow_runs', {}),
    ),
    scenario(
      'deployments are deleted in bulk',
      'C12',
      createDeployment({ tags: ['$(unique)'] }),
      post('delete', '/deployments/bulk_delete', { deployments: { tags: { all_: ['$(unique)'] } } }),
      read(),
      post('delete none', '/deployments/bulk_delete', { deployments: { id: { any_: [] } } }),
      post('delete too many', '/deployments/bulk_delete', { deployments: { id: { any_: [] } }, limit: 51 }),
    ),
    scenario(
      'a deployment that is not there',
      'C29 C32 C33 C37 L4',
      get('read', `/deployments/${UNKNOWN}`),
      get('read by name', '/deployments/name/none/none'),
      patch('change', `/deployments/${UNKNOWN}`, {}),
      remove('delete', `/deployments/${UNKNOWN}`),
      post('pause', `/deployments/${UNKNOWN}/pause_deployment`),
      post('resume', `/deployments/${UNKNOWN}/resume_deployment`),
      post('run', `/deployments/${UNKNOWN}/create_flow_run`, {}),
      get('read its schedules', `/deployments/${UNKNOWN}/schedules`),
      get('read what is no id', '/deployments/none'),
    ),
  ],
}
