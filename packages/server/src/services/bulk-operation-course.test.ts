import { type Database, StatementTooSlow } from '@reeve/database'
import { databases } from '@reeve/testkit'
import type { FlowRunResponse, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { LocalBroadcast } from '../broadcast.ts'
import {
  ask,
  BINDINGS,
  buildRuns,
  carryOut,
  newFlow,
  ofFlow,
  PATH,
  read,
  runsOf,
  SCHEDULED,
  times,
  typesOf,
} from '../routes/bulk-testing.ts'
import { type Api, openApi, useApi } from '../routes/testing.ts'
import { bulkOperations } from './bulk-operations.ts'

describe.each(databases)('the course of bulk operations on $name', (kind) => {
  const api = useApi(kind, BINDINGS)
  /** More than once: a tick ends after a second, and a busy machine gets little done in one. */
  const tick = async () => {
    for (let count = 0; count < 4; count++) await bulkOperations.tick(api().ctx)
  }

  /** A flow with so many scheduled runs, and an operation that has cancelled the first of them. */
  const beginSlowly = async (runs: number) => {
    const flow = await newFlow(api())
    const ids = await buildRuns(api(), flow, times(runs, SCHEDULED))
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow), rate: 10 })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'running', total: runs, done: 1 })
    return { flow, ids, id }
  }

  test('a rate is held, and what remains is told', async () => {
    const { id } = await beginSlowly(30)
    await tick()
    expect(await read(api(), id)).toMatchObject({ done: 1, remaining: 29 })
    api().clock.advance(1)
    await tick()
    const later = await read(api(), id)
    expect(later).toMatchObject({ done: 11, remaining: 19, per_second: 11 })
    expect(later.expected_end).toBe('2026-01-01T00:00:02.727273Z')
    api().clock.advance(600)
    await tick()
    expect((await read(api(), id)).done).toBeLessThanOrEqual(22)
    await api().call('POST', `${PATH}/${id}/cancel`)
  })

  test('an operation is paused between two batches, goes on where it was, and can be ended', async () => {
    const { flow, id } = await beginSlowly(4)
    const paused = await api().call('POST', `${PATH}/${id}/pause`)
    expect(paused).toMatchObject({ status: 200, body: { status: 'paused', done: 1, expected_end: null } })
    expect(await api().call('POST', `${PATH}/${id}/pause`)).toMatchObject({ status: 200 })
    api().clock.advance(60)
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'paused', done: 1 })

    expect(await api().call('POST', `${PATH}/${id}/resume`)).toMatchObject({ body: { status: 'running' } })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'running', done: 2 })

    const ended = await api().call('POST', `${PATH}/${id}/cancel`)
    expect(ended).toMatchObject({ status: 200, body: { status: 'cancelled', done: 2, remaining: 0 } })
    api().clock.advance(60)
    await tick()
    expect(typesOf(await runsOf(api(), flow))).toEqual(['CANCELLED', 'CANCELLED', 'SCHEDULED', 'SCHEDULED'])
    for (const control of ['pause', 'resume', 'cancel']) {
      expect(await api().call('POST', `${PATH}/${id}/${control}`)).toEqual({
        status: 409,
        body: { detail: `Cannot ${control} the bulk operation: it is cancelled already.` },
        headers: expect.anything(),
      })
    }
  })

  test('one that is paused before it began begins when it is resumed', async () => {
    const flow = await newFlow(api())
    await buildRuns(api(), flow, [SCHEDULED])
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow) })
    await api().call('POST', `${PATH}/${id}/pause`)
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'paused', started: null, total: null })
    expect(await api().call('POST', `${PATH}/${id}/resume`)).toMatchObject({ body: { status: 'pending' } })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'completed', accepted: 1 })
  })

  test('runs that match no longer are passed over, and those made since are left alone', async () => {
    const { flow, ids, id } = await beginSlowly(3)
    const state = { type: 'COMPLETED' }
    await api().call('POST', `/flow_runs/${ids[2]}/set_state`, { state, force: true })
    api().clock.advance(1)
    const created = await api().call<FlowRunResponse>('POST', '/flow_runs/', {
      flow_id: flow,
      state: SCHEDULED,
    })
    await tick()
    expect(await read(api(), id)).toMatchObject({
      status: 'completed',
      total: 3,
      done: 3,
      accepted: 2,
      skipped: 1,
    })
    const types = Object.fromEntries((await runsOf(api(), flow)).map((run) => [run.id, run.state_type]))
    expect(types).toEqual({
      [ids[0] as string]: 'CANCELLED',
      [ids[1] as string]: 'CANCELLED',
      [ids[2] as string]: 'COMPLETED',
      [created.body.id]: 'SCHEDULED',
    })
  })

  test('a run that cannot be changed is counted and does not keep the others from it', async () => {
    const flow = await newFlow(api())
    const ids = await buildRuns(api(), flow, times(5, SCHEDULED))
    await forbidStatesOf(api(), ids[2] as string)
    expect(await carryOut(api(), { kind: 'cancel', ...ofFlow(flow) })).toMatchObject({
      status: 'completed',
      total: 5,
      accepted: 4,
      failed: 1,
      reasons: [{ status: 'FAILED', reason: expect.stringContaining('fault of the server'), count: 1 }],
    })
    expect(typesOf(await runsOf(api(), flow))).toEqual([
      'CANCELLED',
      'CANCELLED',
      'SCHEDULED',
      'CANCELLED',
      'CANCELLED',
    ])
  })

  test('another server goes on with what one left behind, and the first leaves it alone from then on', async () => {
    const { ids, id } = await beginSlowly(6)
    const other = await openApi(api().ctx.database, BINDINGS)
    other.clock.set(api().clock.advance(0.2))
    await bulkOperations.tick(other.ctx)
    const isShared = kind.name === 'postgresql'
    expect(await read(api(), id)).toMatchObject({ done: isShared ? 1 : 3 })

    other.clock.set(api().clock.advance(11))
    await bulkOperations.tick(other.ctx)
    await Promise.all([tick(), bulkOperations.tick(other.ctx)])
    other.clock.advance(1)
    await bulkOperations.tick(other.ctx)
    expect(await read(api(), id)).toMatchObject({ status: 'completed', done: 6, accepted: 6 })
    for (const run of ids) {
      const states = await api().call<JsonObject[]>('GET', `/flow_run_states/?flow_run_id=${run}`)
      expect(states.body.map(({ type }) => type)).toEqual(['SCHEDULED', 'CANCELLED'])
    }
    await other.close()
  })

  test('what becomes of an operation is told by events', async () => {
    const flow = await newFlow(api())
    await buildRuns(api(), flow, [SCHEDULED])
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow) })
    for (const control of ['pause', 'resume']) await api().call('POST', `${PATH}/${id}/${control}`)
    await tick()
    const resource = {
      'prefect.resource.id': `reeve.bulk-operation.${id}`,
      'prefect.resource.name': 'cancel',
    }
    const events = (await api().events()).filter((event) => isAbout(event, id))
    expect(events.map(({ event }) => event)).toEqual(
      ['created', 'paused', 'resumed', 'started', 'completed'].map(
        (change) => `reeve.bulk-operation.${change}`,
      ),
    )
    expect(events.at(-1)).toMatchObject({ resource, payload: { kind: 'cancel', total: 1, accepted: 1 } })
  })

  test('an operation whose runs cannot be selected fails, and says so', async () => {
    const flow = await newFlow(api())
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow) })
    await run(api().ctx.database, 'ALTER TABLE flow_run RENAME TO flow_run_elsewhere')
    for (const _ of ['once', 'again', 'for good']) await tick()
    await run(api().ctx.database, 'ALTER TABLE flow_run_elsewhere RENAME TO flow_run')
    expect(await read(api(), id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('could not be selected'),
      remaining: 0,
    })
  })

  test('so does one whose selection always takes too long', async () => {
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(await newFlow(api())) })
    const { ctx } = api()
    const slow = { ...ctx, broadcast: new LocalBroadcast(ctx.log), database: tooSlow(ctx.database) }
    for (const _ of ['once', 'again', 'for good']) await bulkOperations.tick(slow)
    expect(await read(api(), id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('takes longer than a statement may'),
    })
  })
})

/** A database on which no read comes to an end in time. */
const tooSlow = (database: Database): Database => {
  const fail = () => Promise.reject(new StatementTooSlow('canceling statement due to statement timeout'))
  const reader = {
    dialect: database.dialect,
    sql: database.reader.sql,
    run: fail,
    execute: fail,
    print: fail,
  }
  return new Proxy(database, {
    get(target, name) {
      if (name === 'reader') return reader
      const value = target[name as keyof Database]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const isAbout = ({ resource }: JsonObject, id: string) =>
  (resource as JsonObject)['prefect.resource.id'] === `reeve.bulk-operation.${id}`

const run = (database: Database, text: string) =>
  database.write((db) => db.run({ name: text.slice(0, 60), text: () => text }, []))

/** Makes the database refuse new states of a run, for a reason that nobody foresaw. */
async function forbidStatesOf({ ctx: { database } }: Api, runId: string): Promise<void> {
  const statements =
    database.dialect.name === 'sqlite'
      ? [
          `CREATE TRIGGER forbidden BEFORE INSERT ON flow_run_state WHEN NEW.flow_run_id = '${runId}'
             BEGIN SELECT RAISE(ABORT, 'forbidden'); END`,
        ]
      : [
          `CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'forbidden'; END $$`,
          `CREATE TRIGGER forbidden BEFORE INSERT ON flow_run_state FOR EACH ROW
             WHEN (NEW.flow_run_id = '${runId}') EXECUTE FUNCTION forbid()`,
        ]
  for (const text of statements) await run(database, text)
}
