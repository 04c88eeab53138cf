import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const outside = (name: string, path: string, options: Partial<Step> = {}): Step => ({
  ...get(name, path),
  outside: true,
  ...options,
})
const COLLECTIONS = [
  'flows',
  'flow_runs',
  'task_runs',
  'deployments',
  'variables',
  'artifacts',
  'logs',
  'v2/concurrency_limits',
  'concurrency_limits',
  'work_pools',
]
const BODIES = [
  '{',
  '{"name": }',
  '',
  'null',
  '[]',
  '"x"',
  '5',
  '{"name": "a"} x',
  '{"name": NaN}',
  '{"name": "\\ud800"}',
  'nonsense',
]
const TYPES = [
  null,
  '',
  'text/plain',
  'application/json; charset=utf-8',
  'application/vnd.api+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
] as const

export const conventions: Group = {
  name: 'conventions',
  about: 'What every route does: root, health, settings, errors, redirects, versions.',
  setup: [createFlow()],
  scenarios: [
    scenario(
      'health',
      'M1',
      get('read', '/health'),
      post('post', '/health'),
      get('with a slash', '/health/'),
    ),
    scenario('ready', 'M1', get('read', '/ready')),
    scenario('hello', 'M1', get('read', '/hello')),
    scenario('version', 'M1', get('read', '/version')),
    scenario('the server says its version', 'J26', get('read', '/admin/version')),
    scenario('settings are told without secrets', 'J26', { ...get('read', '/admin/settings'), vary: ['*'] }),
    scenario(
      'storage of results',
      'J28',
      get('read', '/admin/storage'),
      {
        ...post('set a block that is not there', '/admin/storage', {
          default_result_storage_block_id: UNKNOWN,
        }),
        method: 'PUT',
      },
      { ...post('set nonsense', '/admin/storage', { default_result_storage_block_id: 'x' }), method: 'PUT' },
      remove('clear', '/admin/storage'),
    ),
    scenario(
      'the database is not cleared',
      'J27',
      post('clear', '/admin/database/clear', { confirm: true }),
      post('create', '/admin/database/create', { confirm: true }),
      post('drop', '/admin/database/drop', { confirm: true }),
    ),
    scenario(
      'no token where there is no protection',
      'J23',
      get('read', '/csrf-token?client=me'),
      get('read without a client', '/csrf-token'),
    ),
    scenario(
      'the document',
      'M2',
      { ...get('read', '/openapi.json'), vary: [''] },
      outside('read it outside', '/openapi.json', { vary: [''] }),
    ),
    scenario('settings of the page', 'M6', outside('read', '/ui-settings', { vary: ['api_url'] })),
    scenario(
      'routes that are not there',
      'L4',
      get('read', '/nothing'),
      post('write', '/nothing', {}),
      get('below', '/flows/x/y/z'),
      get('the root', '/'),
      get('twice', '//flows/'),
    ),
    scenario(
      'methods that are not there',
      'L4',
      get('read a collection', '/flows/'),
      remove('delete a collection', '/flows/'),
      { ...get('put', `/flows/${UNKNOWN}`), method: 'PUT' },
      { ...get('head', '/health'), method: 'HEAD' },
      patch('patch health', '/health', {}),
    ),
    ...COLLECTIONS.map((name) =>
      scenario(
        `/${name} without its slash`,
        'L5',
        post('write', `/${name}`, {}),
        post('filter with a slash', `/${name}/filter/`, {}),
      ),
    ),
    scenario(
      'a redirect keeps the query',
      'L5',
      get('read', `/flow_run_states?flow_run_id=${UNKNOWN}&x=a%20b`),
    ),
    scenario(
      'an id with a slash behind',
      'L5',
      get('read', '/flows/$(flow)/'),
      get('by name', '/flows/name/none/'),
    ),
    ...BODIES.map((text) =>
      scenario(`the body ${JSON.stringify(text)}`, 'L1 L2', { ...post('write', '/flows/'), text }),
    ),
    ...TYPES.map((type) =>
      scenario(`the content type ${JSON.stringify(type)}`, 'L1', {
        ...post('write', '/flows/'),
        text: '{"name":"flow-$(unique)"}',
        headers: { 'content-type': type },
      }),
    ),
    ...[null, 'gzip', 'br, gzip;q=0.5', 'deflate', 'identity', '*'].map((accepted) =>
      scenario(
        `an answer for who accepts ${JSON.stringify(accepted)}`,
        'L7',
        ...['short', `long-${'x'.repeat(500)}`].map((name) => ({
          ...post(`write what is ${name.slice(0, 5)}`, '/flows/', { name: `${name}-$(unique)` }),
          headers: { 'accept-encoding': accepted },
        })),
      ),
    ),
    scenario(
      'ids in other forms',
      'L4',
      get('in capitals', '/flows/00000000-0000-4000-8000-00000000ABCD'),
      get('without dashes', '/flows/00000000000040008000000000000000'),
      get('in braces', '/flows/{00000000-0000-4000-8000-000000000000}'),
      get('too short', '/flows/0000-4000'),
    ),
    scenario(
      'ids in other forms within a body',
      'L4',
      post('filter', '/flows/filter', {
        flows: {
          id: {
            any_: [
              '0000000000004000800000000000000A',
              '{00000000-0000-4000-8000-000000000000}',
              'urn:uuid:00000000-0000-4000-8000-000000000000',
            ],
          },
        },
      }),
    ),
    scenario('a preflight', 'M5', {
      ...get('ask', '/api/flows/'),
      method: 'OPTIONS',
      outside: true,
      headers: {
        origin: 'http://example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-a, x-b',
      },
    }),
    scenario('an OPTIONS request that is no preflight', 'M5', {
      ...get('ask', '/api/flows/'),
      method: 'OPTIONS',
      outside: true,
    }),
  ],
}
