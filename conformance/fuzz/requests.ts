import type { Json } from '@reeve/wire'
import fc, { type Arbitrary } from 'fast-check'
import type { Step } from '../framework/scenario.ts'
import { type Operation, operations, type Parameter } from './document.ts'
import { withMistake } from './mistakes.ts'
import { fitting } from './values.ts'

/** A request and the operation that it is for. */
export interface FuzzRequest {
  readonly operation: Operation
  readonly step: Step
}

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'

/** Which row the `id` in a path may name. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  '/flows': ['flow'],
  '/flow_runs': ['run', 'ended'],
  '/task_runs': ['task'],
  '/ui/task_runs': ['task'],
  '/work_queues': ['queue', 'agent queue'],
  '/deployments': ['deployment'],
  '/flow_run_states': ['state'],
  '/task_run_states': ['task state'],
  '/saved_searches': ['search'],
  '/variables': ['variable'],
  '/artifacts': ['artifact'],
  '/v2/concurrency_limits': ['limit'],
  '/block_types': ['type'],
  '/block_schemas': ['schema'],
  '/block_documents': ['block'],
}

/** What the paths of these hold is known by a name that every server has. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  key: ['key-$(unique)', 'none'],
  tag: ['tag-$(unique)', 'none'],
  id_or_name: ['$(limit)', 'limit-$(unique)', 'none'],
  schedule_id: ['$(schedule)', UNKNOWN_ID],
  lease_id: ['$(lease)', UNKNOWN_ID],
  flow_name: ['flow-$(unique)'],
  deployment_name: ['deployment-$(unique)'],
  name: ['variable-$(unique)', 'pool-$(unique)', 'queue-$(unique)', 'worker-$(unique)', 'default', 'none'],
  work_pool_name: ['pool-$(unique)', 'none'],
  slug: ['type-$(unique)', 'secret', 'none'],
  block_document_name: ['block-$(unique)', 'none'],
  checksum: ['$(checksum)', 'none'],
  view: ['aggregate-worker-metadata', 'none'],
  countable: ['day', 'time', 'event', 'resource'],
}

function pathValue({ name }: Parameter, path: string): Arbitrary<string> {
  const root = Object.keys(ROWS).find((prefix) => path.startsWith(`${prefix}/`))
  const rows =
    name === 'id' && root ? (ROWS[root] as readonly string[]).map((row) => `$(${row})`) : (NAMED[name] ?? [])
  return fc.oneof(
    { arbitrary: fc.constantFrom(...rows, ...(rows.length === 0 ? [UNKNOWN_ID] : [])), weight: 12 },
    { arbitrary: fc.constantFrom(UNKNOWN_ID, 'none', '5'), weight: 1 },
  )
}

const queryValue = ({ schema }: Parameter): Arbitrary<string | undefined> =>
  fc.option(
    fc.oneof(
      { arbitrary: fitting(schema).map(String), weight: 4 },
      { arbitrary: fc.constant('x'), weight: 1 },
    ),
    { nil: undefined, freq: 5 },
  )

function pathOf({ path, parameters }: Operation): Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  return fc
    .tuple(
      fc.tuple(...inPath.map((parameter) => pathValue(parameter, path))),
      fc.tuple(...inQuery.map(queryValue)),
    )
    .map(([names, queries]) => {
      const filled = inPath.reduce((text, { name }, i) => text.replace(`{${name}}`, names[i] as string), path)
      const query = inQuery.flatMap(({ name }, i) =>
        queries[i] === undefined ? [] : [`${name}=${encodeQuery(queries[i])}`],
      )
      return query.length === 0 ? filled : `${filled}?${query.join('&')}`
    })
}

/** A reference has to stay readable until it is filled. */
const encodeQuery = (text: string): string => encodeURIComponent(text).replace(/%24\((\w+)\)/g, '$($1)')

const BROKEN = ['{', '', 'null', '[]', '"x"', '{"a":}', 'nonsense', '[1,']

/** Half of the bodies fit; the rest have a mistake or two or are no JSON. */
function bodyOf({ body }: Operation): Arbitrary<{ body?: Json; text?: string }> {
  if (!body) return fc.constant({})
  const right = fitting(body)
  return fc.oneof(
    { arbitrary: right.map((value) => ({ body: value })), weight: 10 },
    { arbitrary: right.chain(withMistake).map((value) => ({ body: value })), weight: 8 },
    {
      arbitrary: right
        .chain(withMistake)
        .chain(withMistake)
        .map((value) => ({ body: value })),
      weight: 2,
    },
    { arbitrary: fc.constantFrom(...BROKEN).map((text) => ({ text })), weight: 1 },
    { arbitrary: fc.constant({}), weight: 1 },
  )
}

const requestOf = (operation: Operation): Arbitrary<FuzzRequest> =>
  fc.tuple(pathOf(operation), bodyOf(operation)).map(([path, body]) => ({
    operation,
    step: { name: operation.id, method: operation.method, path, ...body },
  }))

/** What the comparison leaves out, since Reeve does not serve it yet. */
const LEFT_OUT = /^\/automations/

/** The operations that are compared. */
export const fuzzed = operations.filter(({ path }) => !LEFT_OUT.test(path))

/** So many requests, the same for the same seed. */
export const requests = (count: number, seed: number, operations = fuzzed): FuzzRequest[] =>
  fc.sample(
    fc.oneof(
      ...operations.map((operation) => ({ arbitrary: requestOf(operation), weight: weightOf(operation) })),
    ),
    { numRuns: count, seed },
  )

/** Bodies are where there is something to find, and what is deleted is there for no other request. */
const weightOf = ({ method, body }: Operation): number => (body ? 8 : method === 'DELETE' ? 1 : 2)
