import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../framework/scenario.ts'
import { createDeploymentRun, createFlow, createRun, get, post, setState } from '../setup/flow-runs.ts'
import { createDeployment } from '../setup/limits.ts'
import { state } from '../setup/states.ts'
import { createTaskRun } from '../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const POOL = 'pool-$(setup)'
const at = (time: string) => ({ details: { scheduled_time: time } })

const FILTERS: readonly [string, JsonObject][] = [
  ['flows', { flows: { id: { any_: ['$(flow)'] } } }],
  ['flow_runs', { flow_runs: { id: { any_: ['$(run)'] } } }],
  ['task_runs', { task_runs: { id: { any_: ['$(task)'] } } }],
  ['deployments', { deployments: { id: { any_: ['$(deployment)'] } } }],
  ['work_pools', { work_pools: { name: { any_: [POOL] } } }],
  ['work_queues', { work_queues: { name: { any_: ['queue-$(setup)'] } } }],
]
const mine = { flows: { name: { like_: '$(setup)' } } }
const since = { start_time: { after_: '$(now-3600)' } }

const HISTORY = '/ui/flow_runs/history'
const COUNTS = '/ui/task_runs/count'
const OUTCOMES = '/ui/task_runs/dashboard/counts'

const history = (body: JsonObject, name = 'read') =>
  post(
    name,
    HISTORY,
    { ...mine, ...body },
    { lists: [{ at: '', by: 'name' }], seconds: ['[*].duration', '[*].lateness'] },
  )

/** When the periods begin and end depends on the moment of the request. */
const outcomes = (body: Json, name = 'read') => post(name, OUTCOMES, body)

/** Values, a schema for them, and what this shows. */
const VALIDATED: readonly [string, Json, Json][] = [
  ['values that fit', { a: 1 }, { type: 'object', properties: { a: { type: 'integer' } } }],
  ['a wrong type', { a: 'x' }, { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] }],
  [
    'an optional value of a wrong type',
    { a: 'x' },
    { type: 'object', properties: { a: { type: 'integer' } } },
  ],
  ['an optional value of null', { a: null }, { type: 'object', properties: { a: { type: 'integer' } } }],
  [
    'a required value of null',
    { a: null },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'a value of null with a default',
    { a: null },
    { type: 'object', properties: { a: { type: 'integer', default: 5 } } },
  ],
  ['a missing value', {}, { type: 'object', properties: { a: {} }, required: ['a'] }],
  [
    'two missing values, one within another',
    { b: {} },
    {
      type: 'object',
      properties: { a: {}, b: { type: 'object', properties: { c: {} }, required: ['c'] } },
      required: ['a', 'b'],
    },
  ],
  [
    'a list with wrong items',
    { a: [1, 'x', 2, 'y'] },
    { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } }, required: ['a'] },
  ],
  [
    'a list of items by place',
    { a: [1, 2] },
    {
      type: 'object',
      properties: { a: { type: 'array', items: [{ type: 'integer' }, { type: 'string' }] } },
      required: ['a'],
    },
  ],
  [
    'a list of lists',
    { a: [[1], ['x']] },
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'array', items: { type: 'integer' } } } },
      required: ['a'],
    },
  ],
  [
    'an enumeration',
    { a: 'z' },
    { type: 'object', properties: { a: { enum: ['x', 'y'] } }, required: ['a'] },
  ],
  ['a constant', { a: 2 }, { type: 'object', properties: { a: { const: 1 } } }],
  [
    'too short a text',
    { a: '' },
    { type: 'object', properties: { a: { type: 'string', minLength: 1 } }, required: ['a'] },
  ],
  [
    'a pattern',
    { a: 'b' },
    { type: 'object', properties: { a: { type: 'string', pattern: '^a' } }, required: ['a'] },
  ],
  [
    'too small a number',
    { a: 0 },
    { type: 'object', properties: { a: { type: 'number', minimum: 1 } }, required: ['a'] },
  ],
  ['no more keys', { b: 1 }, { type: 'object', properties: {}, additionalProperties: false }],
  [
    'one of several',
    { a: [] },
    { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'integer' }] } } },
  ],
  [
    'a format',
    { a: 'x' },
    { type: 'object', properties: { a: { type: 'string', format: 'date-time' } }, required: ['a'] },
  ],
  [
    'a definition',
    { a: { n: 'x' } },
    {
      type: 'object',
      properties: { a: { $ref: '#/definitions/Inner' } },
      required: ['a'],
      definitions: { Inner: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] } },
    },
  ],
  [
    'a block by its reference',
    { a: { $ref: UNKNOWN } },
    {
      type: 'object',
      properties: { a: { $ref: '#/definitions/Block' } },
      required: ['a'],
      definitions: {
        Block: {
          type: 'object',
          title: 'Block',
          block_type_slug: 'b',
          properties: { n: {} },
          required: ['n'],
        },
      },
    },
  ],
  [
    'a block by a bad reference',
    { a: { $ref: 5 } },
    {
      type: 'object',
      properties: { a: { $ref: '#/definitions/Block' } },
      required: ['a'],
      definitions: {
        Block: {
          type: 'object',
          title: 'Block',
          block_type_slug: 'b',
          properties: { n: {} },
          required: ['n'],
        },
      },
    },
  ],
  ['an endless schema', { a: 1 }, { type: 'object', $ref: '#' }],
  ['a schema that is none', { a: 1 }, { type: 'x' }],
  ['a schema with a bad property', { a: 1 }, { type: 'object', properties: 5 }],
  ['an empty schema', { a: 1 }, {}],
  ['a schema of true', { a: 1 }, true],
  ['values that are none', 5, {}],
  [
    'JSON in a placeholder',
    { a: { __prefect_kind: 'json', value: '5' } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    'broken JSON in a placeholder',
    { a: { __prefect_kind: 'json', value: '{' } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    'no JSON in a placeholder',
    { a: { __prefect_kind: 'json' } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    'a template',
    { a: { __prefect_kind: 'jinja', template: '{{ x }}' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'a broken template',
    { a: { __prefect_kind: 'jinja', template: '{{ x' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'no template',
    { a: { __prefect_kind: 'jinja' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'a variable',
    { a: { __prefect_kind: 'workspace_variable', variable_name: 'v-$(setup)' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'a variable that is not there',
    { a: { __prefect_kind: 'workspace_variable', variable_name: 'none' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'a variable without a name',
    { a: { __prefect_kind: 'workspace_variable' } },
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
  ],
  [
    'an unknown kind',
    { a: { __prefect_kind: 'x', value: 1 } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    'no kind',
    { a: { __prefect_kind: null, value: 1 } },
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  ],
  [
    'placeholders in lists',
    {
      a: [
        { __prefect_kind: 'json', value: '"x"' },
        { __prefect_kind: 'json', value: '{' },
      ],
    },
    { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } }, required: ['a'] },
  ],
]

const TEMPLATES: readonly Json[] = [
  'plain',
  '{{ flow.name }}',
  '{{ flow.name',
  '{% if x %}y{% endif %}',
  '{% if x %}y',
  '{% for i in range(10) %}{{ i }}{% endfor %}',
  '',
  5,
  null,
  { template: 'x' },
]

export const ui: Group = {
  name: 'ui',
  about: 'What only the dashboard asks for: counts, histories, values checked against schemas, templates.',
  setup: [
    createFlow(),
    createFlow('idle'),
    post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
    post('create variable', '/variables/', { name: 'v-$(unique)', value: 'text' }),
    createDeployment({ work_pool_name: 'pool-$(unique)', work_queue_name: 'queue-$(unique)' }),
    createDeploymentRun({ state: state('RUNNING') }),
    setState(state('COMPLETED')),
    createTaskRun({ state: state('COMPLETED') }),
    createTaskRun({ state: state('FAILED') }, { as: 'failed' }),
    createTaskRun({ state: state('RUNNING') }, { as: 'running' }),
    createRun({ state: state('SCHEDULED', at('2035-01-02T00:00:00Z')) }, { as: 'later' }),
    createRun({ state: state('SCHEDULED', at('2035-01-01T00:00:00Z')) }, { as: 'sooner' }),
    createRun({ state: state('SCHEDULED', at('2020-01-01T00:00:00Z')) }, { as: 'overdue' }),
  ],
  scenarios: [
    scenario(
      'a task run with the name of its flow run',
      'D25',
      get('read', '/ui/task_runs/$(task)'),
      get('read what is not there', `/ui/task_runs/${UNKNOWN}`),
      get('read what is no id', '/ui/task_runs/none'),
    ),
    scenario(
      'task runs are counted by flow run',
      'D25',
      post('count', '/ui/flow_runs/count-task-runs', { flow_run_ids: ['$(run)', '$(later)', UNKNOWN] }),
      post('count none', '/ui/flow_runs/count-task-runs', { flow_run_ids: [] }),
      post('count badly', '/ui/flow_runs/count-task-runs', { flow_run_ids: ['x'] }),
      post('count with no word of what', '/ui/flow_runs/count-task-runs', {}),
      post('count too many', '/ui/flow_runs/count-task-runs', { flow_run_ids: Array(201).fill(UNKNOWN) }),
    ),
    scenario(
      'deployments are counted by flow',
      'D25',
      post('count', '/ui/flows/count-deployments', { flow_ids: ['$(flow)', '$(idle)', UNKNOWN] }),
      post('count none', '/ui/flows/count-deployments', { flow_ids: [] }),
      post('count badly', '/ui/flows/count-deployments', { flow_ids: 5 }),
      post('count with no word of what', '/ui/flows/count-deployments', {}),
    ),
    scenario(
      'the next run of each flow',
      'D25',
      post('ask', '/ui/flows/next-runs', { flow_ids: ['$(flow)', '$(idle)', UNKNOWN] }),
      post('ask for none', '/ui/flows/next-runs', { flow_ids: [] }),
      post('ask badly', '/ui/flows/next-runs', { flow_ids: ['x'] }),
      post('ask with no word of what', '/ui/flows/next-runs', {}),
    ),
    ...FILTERS.filter(([key]) => key !== 'work_queues').map(([key, filter]) =>
      scenario(`the history of runs by ${key}`, 'D25', history(filter)),
    ),
    ...(['EXPECTED_START_TIME_DESC', 'NAME_ASC', 'x'] as const).map((sort) =>
      scenario(`the history of runs by ${sort}`, 'D25 D17', history({ sort })),
    ),
    scenario(
      'pages of the history of runs',
      'D25 D18',
      post(
        'one',
        HISTORY,
        { ...mine, sort: 'NAME_ASC', limit: 1 },
        { seconds: ['[*].duration', '[*].lateness'] },
      ),
      post(
        'the next',
        HISTORY,
        { ...mine, sort: 'NAME_ASC', limit: 1, offset: 1 },
        { seconds: ['[*].duration', '[*].lateness'] },
      ),
      post('none', HISTORY, { ...mine, limit: 0 }),
      post('too many', HISTORY, { ...mine, limit: 1001 }),
      post('a negative limit', HISTORY, { ...mine, limit: -1 }),
      post('a negative offset', HISTORY, { ...mine, offset: -1 }),
    ),
    ...FILTERS.filter(([key]) => !key.startsWith('work_')).map(([key, filter]) =>
      scenario(
        `task runs are counted by state, of ${key}`,
        'D25',
        post('count', COUNTS, { ...mine, ...filter }),
      ),
    ),
    scenario(
      'task runs are counted by state, badly',
      'D25 L2',
      post('a bad filter', COUNTS, { task_runs: { id: 5 } }),
      post('a list', COUNTS, []),
    ),
    ...FILTERS.map(([key, filter]) =>
      scenario(
        `outcomes of task runs over time, of ${key}`,
        'D25',
        outcomes({
          ...mine,
          ...filter,
          task_runs: { ...since, ...((filter.task_runs as JsonObject | undefined) ?? {}) },
        }),
      ),
    ),
    scenario(
      'outcomes of task runs over no time',
      'D25',
      outcomes({}, 'no filter'),
      outcomes({ task_runs: {} }, 'no start'),
      outcomes({ task_runs: { start_time: {} } }, 'an empty start'),
      outcomes({ task_runs: { start_time: { after_: 'x' } } }, 'a start that is none'),
      outcomes({ task_runs: { start_time: { before_: '$(now)' } } }, 'only an end'),
    ),
    ...VALIDATED.map(([name, values, schema]) =>
      scenario(
        `values are checked: ${name}`,
        'K3 K4 K6 K7 K8',
        post('validate', '/ui/schemas/validate', { schema, values }, { lists: [{ at: 'errors' }] }),
      ),
    ),
    scenario(
      'values are checked against nothing',
      'K7 L2',
      post('no schema', '/ui/schemas/validate', { values: {} }),
      post('no values', '/ui/schemas/validate', { schema: {} }),
      post('an empty body', '/ui/schemas/validate', {}),
    ),
    ...TEMPLATES.map((template) =>
      scenario(
        `the template ${JSON.stringify(template)}`,
        'J22',
        post('validate', '/templates/validate', template),
      ),
    ),
    scenario(
      'views of the collections',
      'J24',
      get('of workers', '/collections/views/aggregate-worker-metadata'),
      get('of nothing', '/collections/views/none'),
    ),
  ],
}
