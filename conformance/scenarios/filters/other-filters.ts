import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const log = (message: string, level: number, day: number, ids: JsonObject): Json => ({
  name: day === 3 ? 'other.logger' : 'flow.runs',
  level,
  message: `${message} $(unique)`,
  timestamp: `2026-01-0${day}T00:00:00.5Z`,
  ...ids,
})

const setup: readonly Step[] = [
  createFlow('Extract', { tags: ['a', 'b'] }),
  createFlow('transform', { tags: [] }),
  createFlow('load_x', { tags: ['b'] }),
  post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
  createDeployment(
    {
      name: 'Nightly-$(unique)',
      flow_id: '$(Extract)',
      tags: ['p'],
      paused: true,
      work_pool_name: 'pool-$(unique)',
      work_queue_name: 'fast',
    },
    { name: 'create nightly', capture: { nightly: 'id' } },
  ),
  createDeployment(
    { name: 'hourly-$(unique)', flow_id: '$(load_x)', tags: ['p', 'q'], concurrency_limit: 3 },
    { name: 'create hourly', capture: { hourly: 'id' } },
  ),
  createRun({ flow_id: '$(Extract)', deployment_id: '$(nightly)', tags: ['r'], state: state('RUNNING') }),
  createTaskRun({ tags: ['t'], state: state('RUNNING') }),
  createRun({ flow_id: '$(load_x)', state: state('COMPLETED') }, { as: 'second' }),
  ...(['red', 'Green', 'blue_x'] as const).map((name, i) =>
    post(
      `create variable ${name}`,
      '/variables/',
      { name: `${name.toLowerCase()}-$(unique)`, value: { n: i }, tags: ['a', 'b'].slice(i) },
      { capture: { [name]: 'id' } },
    ),
  ),
  post(
    'create report',
    '/artifacts/',
    { key: 'report-$(unique)', type: 'markdown', data: 'first', flow_run_id: '$(run)' },
    { capture: { report: 'id' } },
  ),
  post(
    'create its next version',
    '/artifacts/',
    {
      key: 'report-$(unique)',
      type: 'markdown',
      data: 'next',
      flow_run_id: '$(run)',
      task_run_id: '$(task)',
    },
    { capture: { next: 'id' } },
  ),
  post(
    'create table',
    '/artifacts/',
    { key: 'table-$(unique)', type: 'table', data: [1], flow_run_id: '$(second)' },
    { capture: { table: 'id' } },
  ),
  post(
    'create artifact without a key',
    '/artifacts/',
    { data: { n: 1 }, flow_run_id: '$(run)' },
    { capture: { keyless: 'id' } },
  ),
  post('write logs', '/logs/', [
    log('Starting the engine', 20, 1, { flow_run_id: '$(run)' }),
    log('A 100% "quoted phrase" failed', 40, 2, { flow_run_id: '$(run)', task_run_id: '$(task)' }),
    log('engine stopped', 10, 3, { flow_run_id: '$(second)' }),
    log('lonely', 30, 4, {}),
  ]),
]

type Table = readonly [string, JsonObject][]

const FLOWS: Table = [
  ['nothing more', {}],
  ['id any', { id: { any_: ['$(Extract)', UNKNOWN] } }],
  ['id not any', { id: { not_any_: ['$(Extract)'] } }],
  ['name any', { name: { any_: ['Extract-$(setup)'] } }],
  ['name like', { name: { like_: 'EXTRACT-$(setup)' } }],
  ['tags all', { tags: { all_: ['b'] } }],
  ['tags none', { tags: { is_null_: true } }],
  ['deployments none', { deployment: { is_null_: true } }],
  ['deployments some', { deployment: { is_null_: false } }],
]
const FLOWS_BESIDE: Table = [
  ['deployments empty', { deployments: {} }],
  ['deployments by tag', { deployments: { tags: { all_: ['q'] } } }],
  ['work pools', { work_pools: { name: { any_: ['pool-$(setup)'] } } }],
  ['flow runs', { flow_runs: { state: { type: { any_: ['RUNNING'] } } } }],
  ['task runs', { task_runs: { tags: { all_: ['t'] } } }],
  ['flow runs and task runs that do not meet', { flow_runs: { id: { any_: ['$(second)'] } }, task_runs: {} }],
]
const DEPLOYMENTS: Table = [
  ['nothing more', {}],
  ['id any', { id: { any_: ['$(nightly)'] } }],
  ['id not any', { id: { not_any_: ['$(nightly)'] } }],
  ['name any', { name: { any_: ['hourly-$(setup)'] } }],
  ['name like', { name: { like_: 'NIGHTLY-$(setup)' } }],
  ['flow or deployment name, of the flow', { flow_or_deployment_name: { like_: 'extract' } }],
  ['flow or deployment name, of the deployment', { flow_or_deployment_name: { like_: 'hourly' } }],
  ['paused', { paused: { eq_: true } }],
  ['not paused', { paused: { eq_: false } }],
  ['tags all', { tags: { all_: ['p', 'q'] } }],
  ['tags any', { tags: { any_: ['q', 'z'] } }],
  ['tags none', { tags: { is_null_: true } }],
  ['work queue any', { work_queue_name: { any_: ['fast'] } }],
  ['concurrency limit', { concurrency_limit: { ge_: 5, le_: 1, is_null_: true } }],
]
const DEPLOYMENTS_BESIDE: Table = [
  ['flows', { flows: { name: { any_: ['load_x-$(setup)'] } } }],
  ['flow runs empty', { flow_runs: {} }],
  ['task runs', { task_runs: { tags: { all_: ['t'] } } }],
  ['work pools', { work_pools: { type: { any_: ['process'] } } }],
  ['work queues', { work_pool_queues: { name: { any_: ['fast'] } } }],
]
const VARIABLES: Table = [
  ['nothing more', {}],
  ['id any', { id: { any_: ['$(red)'] } }],
  ['name any', { name: { any_: ['green-$(setup)'] } }],
  ['name like', { name: { like_: '_X-$(setup)' } }],
  ['tags all', { tags: { all_: ['b'] } }],
  ['tags none', { tags: { is_null_: true } }],
]
const ARTIFACTS: Table = [
  ['id any', { id: { any_: ['$(report)', '$(table)'] } }],
  ['key any', { key: { any_: ['table-$(setup)'] } }],
  ['key like', { key: { like_: 'report-$(setup)' } }],
  ['key like in another case', { key: { like_: 'REPORT-$(setup)' } }],
  ['flow run any', { flow_run_id: { any_: ['$(run)'] } }],
  ['flow run any and a key', { flow_run_id: { any_: ['$(run)'] }, key: { exists_: true } }],
  ['flow run any and no key', { flow_run_id: { any_: ['$(run)'] }, key: { exists_: false } }],
  ['task run any', { task_run_id: { any_: ['$(task)'] } }],
  ['type any', { flow_run_id: { any_: ['$(run)', '$(second)'] }, type: { any_: ['table'] } }],
  ['type not any', { flow_run_id: { any_: ['$(run)', '$(second)'] }, type: { not_any_: ['table'] } }],
  ['one of two', { operator: 'or_', task_run_id: { any_: ['$(task)'] }, key: { any_: ['table-$(setup)'] } }],
]
const ARTIFACTS_BESIDE: Table = [
  ['flow runs', { flow_runs: { id: { any_: ['$(second)'] } } }],
  ['flows', { flows: { id: { any_: ['$(Extract)'] } } }],
  ['deployments', { deployments: { id: { any_: ['$(nightly)'] } } }],
  ['task runs', { task_runs: { id: { any_: ['$(task)'] } } }],
]
const LATEST: Table = [
  ['key like', { key: { like_: '$(setup)' } }],
  ['latest id any', { latest_id: { any_: ['$(next)', '$(report)'] } }],
  ['key any', { key: { any_: ['report-$(setup)'] } }],
  ['type any', { key: { like_: '$(setup)' }, type: { any_: ['table'] } }],
  ['type not any', { key: { like_: '$(setup)' }, type: { not_any_: ['table'] } }],
  ['flow run any', { flow_run_id: { any_: ['$(run)'] } }],
  ['task run any', { task_run_id: { any_: ['$(task)'] } }],
]
const QUERIES = [
  'engine $(setup)',
  'ENGINE',
  '"quoted phrase"',
  'starting stopped',
  '+engine +stopped',
  'engine -stopped',
  'engine !stopped',
  '100%',
  '%',
  '-',
  '+',
  '"open',
  '   ',
  '\\"quoted',
  'other.logger',
  '-engine -lonely',
  '"a 100%" stopped',
  'eng_ne',
]

const searched = (query: string): Table[number] => [
  `text ${query}`,
  { flow_run_id: { any_: ['$(run)', '$(second)'] }, text: { query } },
]

const LOGS: Table = [
  ['flow run any', { flow_run_id: { any_: ['$(run)', '$(second)'] } }],
  ['flow run any of none', { flow_run_id: { any_: [] } }],
  ['task run any', { task_run_id: { any_: ['$(task)'] } }],
  ['task run none', { flow_run_id: { any_: ['$(run)'] }, task_run_id: { is_null_: true } }],
  ['task run some', { flow_run_id: { any_: ['$(run)'] }, task_run_id: { is_null_: false } }],
  ['level at least', { flow_run_id: { any_: ['$(run)', '$(second)'] }, level: { ge_: 20 } }],
  ['level at most', { flow_run_id: { any_: ['$(run)', '$(second)'] }, level: { le_: 20 } }],
  ['level between', { flow_run_id: { any_: ['$(run)', '$(second)'] }, level: { ge_: 15, le_: 30 } }],
  [
    'before',
    { flow_run_id: { any_: ['$(run)', '$(second)'] }, timestamp: { before_: '2026-01-02T00:00:00.5Z' } },
  ],
  [
    'after',
    { flow_run_id: { any_: ['$(run)', '$(second)'] }, timestamp: { after_: '2026-01-02T00:00:00.5Z' } },
  ],
  [
    'one of two',
    { operator: 'or_', task_run_id: { any_: ['$(task)'] }, flow_run_id: { any_: ['$(second)'] } },
  ],
  ...QUERIES.map((query) => searched(query)),
  ['text or level', { operator: 'or_', flow_run_id: { any_: [] }, text: { query: '+$(setup) +stopped' } }],
  ['text too long', { text: { query: 'x'.repeat(201) } }],
  ['text of the greatest length', { text: { query: 'x'.repeat(200) } }],
]

/** Filters of one resource: a read and a count of each. */
function family(path: string, key: string, sort: string, mine: JsonObject, table: Table): Scenario[] {
  const counted = path !== '/logs'
  return table.map(([name, filter]) => {
    const body = { [key]: { ...mine, ...filter } }
    return scenario(
      `${path}: ${name}`,
      'D1 D2 D3 D5 D10',
      post('read', `${path}/filter`, { sort, ...body }),
      counted ? post('count', `${path}/count`, body) : [],
    )
  })
}

const beside = (path: string, key: string, sort: string, mine: JsonObject, table: Table): Scenario[] =>
  table.map(([name, others]) =>
    scenario(
      `${path} beside: ${name}`,
      'D11 D14 D15',
      post('read', `${path}/filter`, { sort, [key]: mine, ...others }),
      post('count', `${path}/count`, { [key]: mine, ...others }),
    ),
  )

const mine = { name: { like_: '$(setup)' } }
const artifactsOf = { flow_run_id: { any_: ['$(run)', '$(second)'] } }

const SORTS: readonly [string, string, JsonObject, readonly string[]][] = [
  ['/flows', 'flows', mine, ['NAME_ASC', 'NAME_DESC', 'CREATED_DESC', 'UPDATED_DESC']],
  ['/deployments', 'deployments', mine, ['NAME_ASC', 'NAME_DESC', 'CREATED_DESC', 'UPDATED_DESC']],
  ['/variables', 'variables', mine, ['NAME_ASC', 'NAME_DESC', 'CREATED_DESC', 'UPDATED_DESC']],
  [
    '/artifacts',
    'artifacts',
    { ...artifactsOf, type: { any_: ['table', 'markdown'] } },
    ['CREATED_DESC', 'UPDATED_DESC'],
  ],
  ['/artifacts/latest', 'artifacts', { key: { like_: '$(setup)' } }, ['CREATED_DESC', 'KEY_DESC', 'KEY_ASC']],
  ['/logs', 'logs', { flow_run_id: { any_: ['$(run)', '$(second)'] } }, ['TIMESTAMP_ASC', 'TIMESTAMP_DESC']],
]

const REFUSED: readonly [string, string, Json][] = [
  ['/flows', 'flows', { name: { any: [] } }],
  ['/flows', 'flows', { color: 1 }],
  ['/deployments', 'deployments', { paused: { eq_: 'x' } }],
  ['/deployments', 'deployments', { color: 1 }],
  ['/variables', 'variables', { id: { any_: ['x'] } }],
  ['/variables', 'variables', { color: 1 }],
  ['/artifacts', 'artifacts', { key: { exists_: 'x' } }],
  ['/artifacts', 'artifacts', { latest_id: { any_: [] } }],
  ['/artifacts/latest', 'artifacts', { id: { any_: [] } }],
  ['/logs', 'logs', { level: { ge_: 'x' } }],
  ['/logs', 'logs', { color: 1 }],
]

export const otherFilters: Group = {
  name: 'other-filters',
  about: 'Every operator of the filters of flows, deployments, variables, artifacts and logs.',
  setup,
  scenarios: [
    ...family('/flows', 'flows', 'NAME_ASC', mine, FLOWS),
    ...beside('/flows', 'flows', 'NAME_ASC', mine, FLOWS_BESIDE),
    ...family('/deployments', 'deployments', 'NAME_ASC', mine, DEPLOYMENTS),
    ...beside('/deployments', 'deployments', 'NAME_ASC', mine, DEPLOYMENTS_BESIDE),
    ...family('/variables', 'variables', 'NAME_ASC', mine, VARIABLES),
    ...family('/artifacts', 'artifacts', 'CREATED_DESC', {}, ARTIFACTS),
    ...beside('/artifacts', 'artifacts', 'CREATED_DESC', artifactsOf, ARTIFACTS_BESIDE),
    ...family('/artifacts/latest', 'artifacts', 'KEY_ASC', {}, LATEST),
    ...family('/logs', 'logs', 'TIMESTAMP_ASC', {}, LOGS),
    ...SORTS.flatMap(([path, key, filter, sorts]) =>
      sorts.map((sort) =>
        scenario(`${path} by ${sort}`, 'D17', post('read', `${path}/filter`, { [key]: filter, sort })),
      ),
    ),
    ...REFUSED.map(([path, key, filter]) =>
      scenario(
        `${path}: ${JSON.stringify(filter)} is refused`,
        'D1 L2',
        post('read', `${path}/filter`, { [key]: filter }),
      ),
    ),
  ],
}
