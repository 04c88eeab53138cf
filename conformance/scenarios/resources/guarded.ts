import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createRun, get, post } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

/** base64 of `admin:secret`. */
const RIGHT = 'Basic YWRtaW46c2VjcmV0'
const WRONG = 'Basic YWRtaW46b3RoZXI='

const as = (authorization: string | null, step: Step, name = step.name): Step => ({
  ...step,
  name,
  headers: { authorization },
})

export const withPassword: Group = {
  name: 'with-password',
  about: 'A server that asks for a password.',
  environment: { PREFECT_SERVER_API_AUTH_STRING: 'admin:secret' },
  scenarios: [
    scenario(
      'health is open',
      'M3',
      get('health', '/health'),
      get('ready', '/ready'),
      get('hello', '/hello'),
      get('version', '/version'),
    ),
    scenario(
      'a route is closed',
      'M3',
      post('no password', '/flows/count'),
      as(WRONG, post('wrong password', '/flows/count')),
      as(RIGHT, post('right password', '/flows/count')),
    ),
    scenario(
      'the scheme is written one way',
      'M3',
      as('basic YWRtaW46c2VjcmV0', post('lower case', '/flows/count')),
      as('YWRtaW46c2VjcmV0', post('no scheme', '/flows/count')),
      as('Bearer x', post('another scheme', '/flows/count')),
      as('', post('empty', '/flows/count')),
    ),
    scenario(
      'routes that are not there are closed too',
      'M3',
      get('read', '/nothing'),
      as(RIGHT, get('read with the password', '/nothing')),
    ),
    scenario('a bad body is not looked at', 'M3', { ...post('write', '/flows/'), text: '{' }),
    scenario('a bad version with no password', 'M3 L6', {
      ...get('read', '/hello'),
      headers: { 'x-prefect-api-version': 'x' },
    }),
    scenario('settings tell no password', 'J26', {
      ...as(RIGHT, get('read', '/admin/settings')),
      vary: ['*'],
    }),
    scenario('the page may be read', 'M3 M6', {
      ...get('read its settings', '/ui-settings'),
      outside: true,
      vary: ['api_url'],
    }),
  ],
}

const token: Step = {
  ...get('ask for a token', '/csrf-token?client=client-$(unique)'),
  capture: { token: 'token' },
  vary: ['token'],
}
const guarded = (name: string, headers: Record<string, string>): Step => ({
  ...post(name, '/flows/count'),
  headers,
})

export const withTokens: Group = {
  name: 'with-tokens',
  about: 'A server that asks for a token with each change.',
  environment: { PREFECT_SERVER_CSRF_PROTECTION_ENABLED: 'true' },
  scenarios: [
    scenario(
      'a change with a token',
      'M4 J23',
      token,
      guarded('change', { 'prefect-csrf-token': '$(token)', 'prefect-csrf-client': 'client-$(unique)' }),
      guarded('change again', {
        'prefect-csrf-token': '$(token)',
        'prefect-csrf-client': 'client-$(unique)',
      }),
    ),
    scenario(
      'a change without a token',
      'M4',
      guarded('no headers', {}),
      guarded('no client', { 'prefect-csrf-token': 'x' }),
      guarded('no token', { 'prefect-csrf-client': 'x' }),
      guarded('a wrong token', { 'prefect-csrf-token': 'x', 'prefect-csrf-client': 'client-$(unique)' }),
    ),
    scenario(
      'the token of another',
      'M4',
      token,
      guarded('change', { 'prefect-csrf-token': '$(token)', 'prefect-csrf-client': 'other' }),
    ),
    scenario(
      'a new token ends the old one',
      'M4',
      token,
      { ...token, name: 'ask for another', capture: { second: 'token' } },
      guarded('change with the first', {
        'prefect-csrf-token': '$(token)',
        'prefect-csrf-client': 'client-$(unique)',
      }),
      guarded('change with the second', {
        'prefect-csrf-token': '$(second)',
        'prefect-csrf-client': 'client-$(unique)',
      }),
    ),
    scenario(
      'reading needs no token',
      'M4',
      get('read', '/hello'),
      get('ask for a token without a client', '/csrf-token'),
    ),
    scenario('a route that is not there', 'M4', post('write', '/nothing', {})),
  ],
}

export const withLimits: Group = {
  name: 'with-limits',
  about: 'A server whose settings differ from the defaults.',
  environment: {
    PREFECT_SERVER_API_DEFAULT_LIMIT: '3',
    PREFECT_SERVER_API_MAX_PARAMETER_SIZE: '20',
    PREFECT_SERVER_TASKS_MAX_CACHE_KEY_LENGTH: '5',
    PREFECT_SERVER_FLOW_RUN_GRAPH_MAX_NODES: '2',
    PREFECT_SERVER_DEPLOYMENT_SCHEDULE_MAX_SCHEDULED_RUNS: '3',
  },
  setup: [post('create flow', '/flows/', { name: 'flow-$(unique)' }, { capture: { flow: 'id' } })],
  scenarios: [
    scenario(
      'lists end at the limit of the settings',
      'D18',
      ...[0, 3, 4].map((limit) => post(`read ${limit}`, '/variables/filter', { limit })),
    ),
    scenario(
      'graphs end at the number of nodes of the settings',
      'I6',
      createRun({ state: state('RUNNING') }),
      ...['a', 'b', 'c'].flatMap((as) => [
        createTaskRun({ task_key: as, state: state('RUNNING') }, { as }),
        get(`read the graph with ${as}`, '/flow_runs/$(run)/graph-v2'),
      ]),
    ),
    scenario(
      'schedules keep as many runs as the settings allow',
      'C31',
      createDeployment(),
      ...[3, 4].map((max_scheduled_runs) =>
        post(`add one of ${max_scheduled_runs}`, '/deployments/$(deployment)/schedules', [
          { schedule: { cron: '0 0 * * *' }, max_scheduled_runs },
        ]),
      ),
    ),
    scenario(
      'parameters end at the size of the settings',
      'C7',
      ...['x', 'x'.repeat(10), 'x'.repeat(20)].map((text) =>
        post(`create with ${text.length}`, '/flow_runs/', {
          flow_id: '$(flow)',
          name: 'run-$(unique)',
          parameters: { a: text },
        }),
      ),
    ),
  ],
}
