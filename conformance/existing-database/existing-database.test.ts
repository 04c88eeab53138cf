import {
  comparable,
  type DatabaseKind,
  databases,
  schemaOfPostgresql,
  schemaOfSqlite,
  skipWhereMissing,
} from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { QUIET } from '../framework/profiles.ts'
import { startReeve } from '../framework/reeve-server.ts'
import { prepareReferencePython } from '../framework/reference-python.ts'
import { startReference } from '../framework/reference-server.ts'
import { requirePython } from '../framework/require-python.ts'
import { type Api, apiOf, patient } from './api.ts'
import { type Contents, contentsOf, eventsOf, eventsWith, stateIds } from './contents.ts'
import { fill } from './fill.ts'
import { maintain } from './maintain.ts'

/** The client is installed on first use, and the reference starts twice. */
const TIMEOUT_MS = 900_000

/** Does something with Reeve on that database. */
async function onReeve<T>(url: string, act: (api: Api) => Promise<T>): Promise<T> {
  const server = await startReeve(url)
  return act(apiOf(server.url)).finally(() => server.stop())
}

/** Does something with the reference on that database. */
async function onReference<T>(kind: DatabaseKind, url: string, act: (api: Api) => Promise<T>): Promise<T> {
  const server = await startReference('sqlite', {
    ...QUIET,
    PREFECT_API_DATABASE_CONNECTION_URL:
      kind.name === 'sqlite' ? `sqlite+aiosqlite:///${url}` : url.replace(/^\w+:/, 'postgresql+asyncpg:'),
  })
  return act(patient(apiOf(server.url))).finally(() => server.stop())
}

const schemaOf = async (kind: DatabaseKind, url: string) =>
  comparable(kind.name === 'sqlite' ? schemaOfSqlite(url) : (await schemaOfPostgresql(url)).tables)

describe.each(databases)('a database of the reference on $name', (kind) => {
  skipWhereMissing(kind)
  requirePython()

  test('is read and worked on by Reeve, and then goes on in the reference with all that is in it', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await prepareReferencePython()
    const url = await kind.emptyUrl()
    const made = await onReference(kind, url, async (api) => {
      const sent = await fill(api, 'the reference')
      const contents = await contentsOf(api)
      return { contents, events: await eventsWith(api, [...sent, ...stateIds(contents)]) }
    })
    const schema = await schemaOf(kind, url)

    const sent = await onReeve(url, async (api) => {
      expect(await contentsOf(api)).toEqual(made.contents)
      return fill(api, 'reeve')
    })
    expect(await maintain('tune', url)).toMatch(/: [1-9]\d* indexes made/)
    const left = await onReeve(url, async (api) => {
      sent.push(...(await fill(api, 'reeve tuned')))
      await changeAll(api, 'CANCELLING')
      return contentsOf(api)
    })
    expect(sizes(left)).toEqual(THREE_TIMES_FILLED)
    expect(await maintain('release', url)).toMatch(/: [1-9]\d* indexes put back/)

    expect(await schemaOf(kind, url)).toEqual(schema)
    await onReference(kind, url, async (api) => {
      expect(await contentsOf(api)).toEqual(left)
      const events = await eventsOf(api)
      expect(events).toEqual(new Map([...events, ...made.events]))
      expect([...sent, ...stateIds(left)].filter((id) => !events.has(id))).toEqual([])
      await fill(api, 'the reference again')
      await changeAll(api, 'SCHEDULED')
    })
  })
})

/** Of each kind how many `fill` makes, three times; the results of runs are artifacts too. */
const THREE_TIMES_FILLED = {
  flows: 3,
  flow_runs: 30,
  task_runs: 6,
  deployments: 3,
  logs: 90,
  artifacts: 9,
  latest_artifacts: 3,
  variables: 3,
  limits: 6,
  tag_limits: 3,
  flow_run_states: 30,
  task_run_states: 6,
  inputs: 30,
  block_documents: 9,
  // Beside those that a server brings.
  block_schemas: 64 + 3,
  block_types: 54 + 3,
}

const sizes = (contents: Contents) =>
  Object.fromEntries(Object.entries(contents).map(([kind, records]) => [kind, Object.keys(records).length]))

/** Proposes a state to every flow run, as far as a call may. */
const changeAll = (api: Api, type: string) =>
  api('POST', '/flow_runs/bulk_set_state', { flow_runs: {}, state: { type }, limit: 50 })
