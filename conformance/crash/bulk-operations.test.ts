import { interval, json, openDatabase } from '@reeve/database'
import { buildFlow, databases, skipWhereMissing } from '@reeve/testkit'
import { freePort } from '@reeve/testkit/free-port'
import type { BulkOperation, Instant } from '@reeve/wire'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** More than are looked up at once. */
const RUNS = 2_300
/** So that a kill comes while there is much to do. */
const RATE = 400
/** How many go into the database with one statement. */
const CHUNK = 100

const BUILT_AT = '2026-01-01 00:00:00.000000' as Instant

const idOf = (kind: number, number: number) =>
  `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`

/** A database with so many scheduled runs of one flow. */
async function fill(url: string): Promise<void> {
  const database = await openDatabase({ url })
  const flow = await buildFlow(database)
  const common = { created: BUILT_AT, updated: BUILT_AT }
  const state = { type: 'SCHEDULED', name: 'Scheduled', timestamp: BUILT_AT } as const
  for (let from = 0; from < RUNS; from += CHUNK) {
    const numbers = Array.from({ length: CHUNK }, (_, index) => from + index)
    await database.write(async (db) => {
      const runs = numbers.map((number) => ({
        ...common,
        id: idOf(1, number),
        name: `run-${number}`,
        flow_id: flow.id,
        total_run_time: interval(0),
      }))
      await db.sql.insertInto('flow_run').values(runs).execute()
      const states = numbers.map((number) => ({
        ...common,
        ...state,
        id: idOf(2, number),
        flow_run_id: idOf(1, number),
        state_details: json({}),
      }))
      await db.sql.insertInto('flow_run_state').values(states).execute()
    })
  }
  await database.write((db) =>
    db.sql
      .updateTable('flow_run')
      .set(({ ref, selectFrom }) => ({
        state_id: selectFrom('flow_run_state')
          .select('flow_run_state.id')
          .whereRef('flow_run_state.flow_run_id', '=', ref('flow_run.id')),
        state_type: 'SCHEDULED',
        state_name: 'Scheduled',
      }))
      .execute(),
  )
  await database.close()
}

/** How many runs have had which states, in their order. */
async function historiesIn(url: string): Promise<Record<string, number>> {
  const database = await openDatabase({ url })
  const states = await database.quick.sql
    .selectFrom('flow_run_state')
    .select(['flow_run_id', 'type'])
    .orderBy('timestamp')
    .execute()
  await database.close()
  const histories = [...Map.groupBy(states, (state) => state.flow_run_id).values()].map((history) =>
    history.map(({ type }) => type).join(' '),
  )
  return Object.fromEntries(
    [...Map.groupBy(histories, (history) => history)].map(([, all]) => [all[0], all.length]),
  )
}

let servers: ServerProcess[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  servers = []
})

async function start(database: string): Promise<ServerProcess> {
  const server = await startServerProcess(await freePort(), database)
  servers.push(server)
  return server
}

const call = async (url: string, path: string, body?: object): Promise<BulkOperation> => {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const answer = await fetch(`${url}/api/reeve/bulk_operations${path}`, init)
  return (await answer.json()) as BulkOperation
}

const cancelAll = (server: ServerProcess) =>
  call(server.url, '', { kind: 'cancel', flow_runs: {}, rate: RATE })

const until = (server: ServerProcess, id: string, holds: (operation: BulkOperation) => boolean) =>
  vi.waitUntil(
    async () => {
      const operation = await call(server.url, `/${id}`)
      return holds(operation) && operation
    },
    { timeout: 60_000, interval: 20 },
  )

const everyRunOnce = { 'SCHEDULED CANCELLED': RUNS }

describe.each(databases)('a bulk operation on $name', (kind) => {
  skipWhereMissing(kind)

  test('goes on after its server was killed, and changes every run exactly once', {
    timeout: 120_000,
  }, async () => {
    const database = await kind.freshUrl()
    await fill(database)
    const first = await start(database)
    const { id } = await cancelAll(first)
    await until(first, id, ({ done }) => done > 0)
    await first.kill()

    const second = await start(database)
    const found = await call(second.url, `/${id}`)
    expect(found.status).toBe('running')
    expect(found.done).toBeLessThan(RUNS)
    const ended = await until(second, id, ({ status }) => status === 'completed')
    expect(ended).toMatchObject({ total: RUNS, done: RUNS, accepted: RUNS })
    await second.kill()
    expect(await historiesIn(database)).toEqual(everyRunOnce)
  })
})

describe.each(databases.filter(({ name }) => name === 'postgresql'))('two servers on one $name', (kind) => {
  skipWhereMissing(kind)

  test('work off several operations, the one going on with what the other leaves', {
    timeout: 120_000,
  }, async () => {
    const database = await kind.freshUrl()
    await fill(database)
    const [first, second] = await Promise.all([start(database), start(database)])
    const operations = await Promise.all([cancelAll(first), cancelAll(second), cancelAll(first)])
    await Promise.all(operations.map(({ id }) => until(second, id, ({ done }) => done > 0)))
    await first.kill()
    const left = await Promise.all(operations.map(({ id }) => call(second.url, `/${id}`)))
    expect(left.filter(({ status }) => status === 'running')).not.toEqual([])

    const ended = await Promise.all(
      operations.map(({ id }) => until(second, id, ({ status }) => status === 'completed')),
    )
    await second.kill()
    expect(ended.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(RUNS)
    expect(await historiesIn(database)).toEqual(everyRunOnce)
  })
})
