import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, createRun, get, patch, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const POOL = 'pool-$(setup)'
const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
}
const read = (name = 'read') => get(name, '/deployments/$(deployment)')
const change = (body: Json, name = 'change') => patch(name, '/deployments/$(deployment)', body)

const PATCHES: readonly [string, JsonObject][] = [
  ['a path', { path: '/p' }],
  ['an entrypoint', { entrypoint: 'f.py:flow' }],
  ['pull steps', { pull_steps: [{ 'prefect.x': { a: 1 } }] }],
  ['null pull steps', { pull_steps: null }],
  ['a storage document that is not there', { storage_document_id: UNKNOWN }],
  ['an infrastructure document that is not there', { infrastructure_document_id: UNKNOWN }],
  ['null documents', { storage_document_id: null, infrastructure_document_id: null }],
  ['a schema', { parameter_openapi_schema: SCHEMA }],
  ['a schema that is none', { parameter_openapi_schema: { type: 5 } }],
  ['a null schema', { parameter_openapi_schema: null }],
  ['a schema and parameters', { parameter_openapi_schema: SCHEMA, parameters: { name: 'x' } }],
  ['a schema and parameters that break it', { parameter_openapi_schema: SCHEMA, parameters: { name: 5 } }],
  ['enforcement', { enforce_parameter_schema: true }],
  ['no enforcement', { enforce_parameter_schema: false }],
  ['a queue', { work_queue_name: 'other' }],
  ['a null queue', { work_queue_name: null }],
  ['a pool and a queue', { work_pool_name: POOL, work_queue_name: 'new' }],
  ['a pool that is not there', { work_pool_name: 'none' }],
  ['job variables that the pool forbids', { job_variables: { image: 5 }, work_pool_name: 'strict-$(setup)' }],
  ['a version with its source', { version_info: { type: 'git', version: 'abc', branch: 'main' } }],
  ['a version without its source', { version_info: { version: 'abc' } }],
  ['a global limit that is not there', { global_concurrency_limit_id: UNKNOWN }],
  ['tags that are none', { tags: 'x' }],
  ['null tags', { tags: null }],
  ['null parameters', { parameters: null }],
  ['null job variables', { job_variables: null }],
  ['it not paused', { paused: false }],
]

/** What prints as Python prints it, what a filter makes, and what goes wrong. */
const TEMPLATES = [
  '{{ [1, none, true, 2.0, {"a": "b"}] }}',
  '{{ ["b", "A"] | sort | join("-") | upper }}',
  '{{ {"a": [1]} | tojson }}',
  '{% for i in range(3) if i != 1 %}{{ loop.index }}:{{ i }} {% endfor %}',
  '{{ 1 / 0 }}',
  '{{ x.y.z | default("none") }}',
  '{{ x + 1 }}',
  '{{ 1 | nope }}',
  '{% nope %}',
  '{{ 1 +',
]

export const deploymentFields: Group = {
  name: 'deployment-fields',
  about: 'What else a deployment has.',
  setup: [
    createFlow(),
    post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
    post('create strict pool', '/work_pools/', {
      name: 'strict-$(unique)',
      type: 'process',
      base_job_template: {
        job_configuration: { image: '{{ image }}' },
        variables: { type: 'object', properties: { image: { type: 'string' } } },
      },
    }),
    createRun({ state: state('RUNNING') }),
    createTaskRun({ state: state('RUNNING') }),
  ],
  scenarios: [
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a deployment is changed: ${name}`,
        'C29 C25',
        createDeployment({
          name: 'own-$(unique)',
          work_pool_name: POOL,
          pull_steps: [{ old: {} }],
          parameters: { a: 1 },
        }),
        change(body),
        read(),
      ),
    ),
    scenario(
      'what is no change of a deployment',
      'C29 L2',
      createDeployment({ name: 'own-$(unique)' }),
      change([], 'change by a list'),
      change('null', 'change by a text'),
      change(5, 'change by a number'),
    ),
    scenario(
      'a deployment is made with a version and its source',
      'C25',
      createDeployment({
        name: 'own-$(unique)',
        version_info: { type: 'git', version: 'abc', branch: 'main' },
      }),
      read(),
    ),
    scenario(
      'a queue with a bad name is not made',
      'C25 E31',
      createDeployment({ name: 'own-$(unique)', work_pool_name: POOL }),
      post('for a deployment', '/deployments/', {
        flow_id: '$(flow)',
        name: 'other-$(unique)',
        work_pool_name: POOL,
        work_queue_name: 'a/b',
      }),
      post('without a pool', '/deployments/', {
        flow_id: '$(flow)',
        name: 'other-$(unique)',
        work_queue_name: 'a/b',
      }),
      createDeploymentRun({ work_queue_name: 'a/b' }, { name: 'for a run', capture: {} }),
    ),
    scenario(
      'a deployment that breaks its own schema is shown as it was sent',
      'C28 L2',
      post('create', '/deployments/', {
        flow_id: '$(flow)',
        name: 'own-$(unique)',
        parameters: { a: 'x' },
        parameter_openapi_schema: { type: 'object', properties: { a: { type: 'integer' } } },
        enforce_parameter_schema: true,
        schedules: [{ schedule: { interval: 3600, anchor_date: '2030-01-01T00:00:00Z' } }],
      }),
    ),
    scenario(
      'parameters of a run are rendered',
      'K1 K2 C38',
      createDeployment({ name: 'own-$(unique)' }),
      TEMPLATES.map((template) =>
        createDeploymentRun(
          { parameters: { a: { __prefect_kind: 'jinja', template } } },
          { name: `render ${template}`, capture: {} },
        ),
      ),
    ),
    scenario(
      'a run of a deployment within a task run',
      'C38 A22',
      createDeployment({ name: 'own-$(unique)' }),
      createDeploymentRun({ parent_task_run_id: '$(task)' }, { as: 'child' }),
      createDeploymentRun(
        { parent_task_run_id: UNKNOWN },
        { name: 'of a task run that is not there', capture: {} },
      ),
      createDeploymentRun(
        { infrastructure_document_id: UNKNOWN },
        { name: 'in infrastructure that is not there', capture: {} },
      ),
    ),
  ],
}
