import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Scenario, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

/** What is listed, with the filter that finds the rows of the setup and no others. */
const LISTS: readonly { path: string; body: JsonObject; pages: boolean }[] = [
  { path: '/flows', body: { flows: { name: { like_: '$(setup)' } }, sort: 'NAME_ASC' }, pages: true },
  { path: '/flow_runs', body: { flows: { id: { any_: ['$(flow)'] } }, sort: 'NAME_ASC' }, pages: true },
  { path: '/task_runs', body: { flow_runs: { id: { any_: ['$(run)'] } }, sort: 'NAME_ASC' }, pages: true },
  { path: '/deployments', body: { flows: { id: { any_: ['$(flow)'] } }, sort: 'NAME_ASC' }, pages: true },
  {
    path: '/variables',
    body: { variables: { name: { like_: '$(setup)' } }, sort: 'NAME_ASC' },
    pages: false,
  },
  {
    path: '/artifacts',
    body: { artifacts: { flow_run_id: { any_: ['$(run)'] } }, sort: 'KEY_ASC' },
    pages: false,
  },
  {
    path: '/logs',
    body: { logs: { flow_run_id: { any_: ['$(run)'] } }, sort: 'TIMESTAMP_ASC' },
    pages: false,
  },
]

const WINDOWS: readonly JsonObject[] = [
  { limit: 2 },
  { limit: 2, offset: 2 },
  { limit: 0 },
  { offset: 1 },
  { offset: 100 },
  { limit: 200 },
]
const BAD_WINDOWS: readonly JsonObject[] = [
  { limit: 201 },
  { limit: -1 },
  { limit: 'x' },
  { limit: 1.5 },
  { limit: null },
  { offset: -1 },
  { offset: 'x' },
  { offset: null },
  { limit: 1e10 },
]
const PAGES: readonly JsonObject[] = [
  {},
  { limit: 2 },
  { limit: 2, page: 2 },
  { limit: 2, page: 9 },
  { limit: 0 },
  { page: 0 },
  { page: -1 },
  { page: 'x' },
  { limit: 201 },
  { limit: -1 },
  { page: null },
]

const BAD_TEXTS = ['[]', '5', '"x"', '{']

const windows = (path: string, body: JsonObject): Scenario[] => [
  ...[...WINDOWS, ...BAD_WINDOWS].map((window) =>
    scenario(
      `${path}: ${JSON.stringify(window)}`,
      'D18 L2',
      post('read', `${path}/filter`, { ...body, ...window }),
    ),
  ),
  scenario(`${path}: count`, 'D22', post('count', `${path}/count`, body)),
  ...BAD_TEXTS.map((text) =>
    scenario(`${path}: the body ${text}`, 'L2', { ...post('read', `${path}/filter`), text }),
  ),
  // Rows come by id or without an order here.
  scenario(`${path}: no body`, 'D19', { ...post('read', `${path}/filter`), vary: ['[*]'] }),
  scenario(`${path}: a null body`, 'D19', { ...post('read', `${path}/filter`), text: 'null', vary: ['[*]'] }),
  scenario(`${path}: an empty body of type JSON`, 'D19', {
    ...post('read', `${path}/filter`),
    text: '',
    vary: ['[*]'],
  }),
  scenario(`${path}: an unknown sort`, 'D17 L2', post('read', `${path}/filter`, { ...body, sort: 'COLOR' })),
]

const pagesOf = (path: string, body: JsonObject): Scenario[] =>
  PAGES.map((page) =>
    scenario(
      `${path}: page ${JSON.stringify(page)}`,
      'D20 L2',
      post('read', `${path}/paginate`, { ...body, ...page }),
    ),
  )

const NAMES = ['a', 'b', 'c'] as const
const log = (message: string, i: number): Json => ({
  name: 'test',
  level: 20,
  message,
  timestamp: `2026-01-0${i + 1}T00:00:00Z`,
  flow_run_id: '$(run)',
})

export const pages: Group = {
  name: 'pages',
  about: 'Limits, offsets and pages of every list.',
  ownServer: true,
  setup: [
    createFlow(),
    ...NAMES.map((name) => createFlow(`flow-${name}`)),
    createRun(),
    ...NAMES.map((name) => createRun({}, { as: `run-${name}` })),
    ...NAMES.map((name) => createTaskRun({ task_key: name }, { as: `task-${name}` })),
    ...NAMES.map((name) =>
      createDeployment(
        { name: `deployment-${name}-$(unique)` },
        { name: `create deployment ${name}`, capture: { [`deployment-${name}`]: 'id' } },
      ),
    ),
    ...NAMES.map((name) =>
      post(`create variable ${name}`, '/variables/', { name: `variable-${name}-$(unique)`, value: name }),
    ),
    ...NAMES.map((name) =>
      post(`create artifact ${name}`, '/artifacts/', {
        key: `artifact-${name}-$(unique)`,
        data: name,
        flow_run_id: '$(run)',
      }),
    ),
    post('write logs', '/logs/', NAMES.map(log)),
  ],
  scenarios: LISTS.flatMap(({ path, body, pages: paged }) => {
    const listed = windows(path, body).filter(({ name }) => path !== '/logs' || !name.endsWith('count'))
    return paged ? [...listed, ...pagesOf(path, body)] : listed
  }),
}
