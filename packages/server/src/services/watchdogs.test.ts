import { interval, json } from '@reeve/database'
import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlowRun,
  buildWorkPool,
  databases,
  sequentialIds,
} from '@reeve/testkit'
import type { Instant, JsonObject } from '@reeve/wire'
import { printInstant } from '@reeve/wire'
import { beforeEach, describe, expect, test } from 'vitest'
import { LocalBroadcast } from '../broadcast.ts'
import type { Context } from '../context.ts'
import { expandWholeOutbox } from '../operations/events/expand-outbox.ts'
import { takeInEvents } from '../operations/events/take-in-events.ts'
import { eventBindings } from '../routes/events.ts'
import { flowRunBindings } from '../routes/flow-runs.ts'
import { useApi } from '../routes/testing.ts'
import { settingsWith } from '../settings.ts'
import type { Service } from './service.ts'
import { cancellingWatchdog, heartbeatWatchdog, pendingWatchdog } from './watchdogs.ts'

const NOW = '2026-01-01 00:00:00.000000' as Instant
const MINUTE = 60

describe.each(databases)('watchdogs on $name', (kind) => {
  const api = useApi(kind, [...flowRunBindings, ...eventBindings])
  const database = () => api().ctx.database
  const all = [pendingWatchdog, cancellingWatchdog, heartbeatWatchdog]
  const ids = sequentialIds(0xdd)

  /** A server over the same database and clock that has just started. */
  const newServer = (settings = {}): Context => ({
    ...api().ctx,
    broadcast: new LocalBroadcast(api().ctx.log),
    settings: settingsWith(settings),
  })
  let server: Context
  beforeEach(async () => {
    api().clock.set(NOW)
    server = newServer()
    await database().write(async (db) => {
      await db.sql.deleteFrom('flow_run').execute()
      await db.sql.deleteFrom('reeve_heartbeat').execute()
    })
  })

  /** Lets time pass while the server is there. */
  async function watch(seconds: number, { services = all as readonly Service[], servers = [server] } = {}) {
    for (let passed = 0; passed < seconds; passed += MINUTE) {
      api().clock.advance(MINUTE)
      for (const service of services) await Promise.all(servers.map((ctx) => service.tick(ctx)))
    }
  }

  const stateOf = async (id: string) => {
    const { body } = await api().call<JsonObject>('GET', `/flow_runs/${id}`)
    const { state } = body as { state: JsonObject }
    return { type: state.type, message: state.message }
  }

  const heartbeat = (runId: string, occurred = api().clock.now()) => ({
    id: ids.next(),
    occurred: printInstant(occurred),
    event: 'prefect.flow-run.heartbeat',
    resource: { 'prefect.resource.id': `prefect.flow-run.${runId}` },
    related: [],
    payload: {},
  })
  const send = (...events: object[]) => api().call('POST', '/events', events)

  const addWorker = (work_pool_id: string, name: string) => {
    const now = api().clock.now()
    const worker = { id: ids.next(), created: now, updated: now, name, work_pool_id }
    return database().write((db) =>
      db.sql
        .insertInto('worker')
        .values({ ...worker, last_heartbeat_time: now, status: 'ONLINE' })
        .execute(),
    )
  }

  async function claimedRun(type: 'PENDING' | 'CANCELLING', worker: string | null) {
    const pool = await buildWorkPool(database())
    const queueId = pool.default_queue_id as string
    const deployment = await buildDeployment(database(), { work_queue_id: queueId })
    const run = await buildFlowRun(database(), {
      deployment_id: deployment.id,
      work_queue_id: queueId,
      name: `claimed-${pool.name}`,
      labels: json(worker === null ? {} : { 'prefect.worker.name': worker }),
      state: { type, timestamp: NOW },
    })
    return { run, pool, deployment }
  }

  const repairs = async () => {
    await expandWholeOutbox(api().ctx)
    const rows = await database()
      .quick.sql.selectFrom('events')
      .select(['resource', 'payload'])
      .where('event', '=', 'reeve.flow-run.repaired')
      .orderBy('id')
      .execute()
    return rows as { resource: JsonObject; payload: JsonObject }[]
  }

  test('a run that waits for a worker that is gone crashes, with the reason in its message and in an event', async () => {
    const { run, pool } = await claimedRun('PENDING', 'gone')
    await addWorker(pool.id, 'gone')
    await watch(3600)
    expect(await stateOf(run.id)).toMatchObject({ type: 'PENDING' })
    await addWorker(pool.id, 'another')
    await watch(2 * MINUTE)
    const message =
      'The run was PENDING since 2026-01-01T00:00:00Z and the worker “gone” that took it was last heard of at ' +
      "2026-01-01T00:00:00Z; marked as Crashed by Reeve's watchdog."
    expect(await stateOf(run.id)).toEqual({ type: 'CRASHED', message })
    expect((await repairs()).at(-1)).toEqual({
      resource: {
        'prefect.resource.id': `prefect.flow-run.${run.id}`,
        'prefect.resource.name': run.name,
        'reeve.watchdog': 'pending',
      },
      payload: {
        watchdog: 'pending',
        from: 'PENDING',
        to: 'CRASHED',
        reason: message,
        limit_seconds: 3600,
        worker: 'gone',
        last_heard: '2026-01-01T00:00:00Z',
      },
    })
  })

  test('a run whose worker lives stays as it is, and so does one that no worker is known of', async () => {
    const { run, pool } = await claimedRun('PENDING', 'alive')
    await addWorker(pool.id, 'alive')
    const unlabelled = await claimedRun('PENDING', null)
    await addWorker(unlabelled.pool.id, 'some')
    const alone = await buildFlowRun(database(), { state: { type: 'PENDING', timestamp: NOW } })
    for (let minutes = 0; minutes < 90; minutes++) {
      const last_heartbeat_time = api().clock.now()
      await database().write((db) => db.sql.updateTable('worker').set({ last_heartbeat_time }).execute())
      await watch(MINUTE)
    }
    for (const { id } of [run, unlabelled.run, alone])
      expect(await stateOf(id)).toMatchObject({ type: 'PENDING' })
    await watch(2 * MINUTE)
    for (const { id } of [run, unlabelled.run]) expect(await stateOf(id)).toMatchObject({ type: 'CRASHED' })
    expect(await stateOf(alone.id)).toMatchObject({ type: 'PENDING' })
  })

  test('a slot of its deployment is given back with a run that crashes', async () => {
    const { run, deployment } = await claimedRun('PENDING', null)
    const limit = await buildConcurrencyLimit(database(), { active_slots: 1 })
    await database().write((db) =>
      db.sql
        .updateTable('deployment')
        .set({ concurrency_limit_id: limit.id })
        .where('id', '=', deployment.id)
        .execute(),
    )
    await watch(3600 + MINUTE)
    expect(await stateOf(run.id)).toMatchObject({ type: 'CRASHED' })
    const [row] = await database()
      .quick.sql.selectFrom('concurrency_limit_v2')
      .select('active_slots')
      .where('id', '=', limit.id)
      .execute()
    expect(row).toEqual({ active_slots: 0 })
  })

  test('a run that nobody is there to stop is cancelled', async () => {
    const { run } = await claimedRun('CANCELLING', null)
    await watch(1800)
    expect(await stateOf(run.id)).toMatchObject({ type: 'CANCELLING' })
    await watch(MINUTE)
    expect(await stateOf(run.id)).toEqual({
      type: 'CANCELLED',
      message:
        "The run was CANCELLING since 2026-01-01T00:00:00Z and whoever took it is not there; marked as Cancelled by Reeve's watchdog.",
    })
  })

  test('a running run that sent heartbeats and stopped crashes; one that never sent any does not', async () => {
    const building = { total_run_time: interval(0), state: { type: 'RUNNING', timestamp: NOW } } as const
    const sender = await buildFlowRun(database(), building)
    const silent = await buildFlowRun(database(), building)
    await watch(3 * MINUTE)
    await send(heartbeat(sender.id))
    await watch(3 * MINUTE)
    await send(heartbeat(sender.id))
    await watch(900)
    expect(await stateOf(sender.id)).toMatchObject({ type: 'RUNNING' })
    await watch(MINUTE)
    expect(await stateOf(sender.id)).toEqual({
      type: 'CRASHED',
      message:
        "The process of the run sent heartbeats and was last heard of at 2026-01-01T00:06:00Z; marked as Crashed by Reeve's watchdog.",
    })
    expect(await stateOf(silent.id)).toMatchObject({ type: 'RUNNING' })
    expect(await database().quick.sql.selectFrom('reeve_heartbeat').selectAll().execute()).toEqual([])
  })

  test('who sends heartbeats rarely is waited for longer, and so is who has sent but one', async () => {
    const building = { state: { type: 'RUNNING', timestamp: NOW } } as const
    const rare = await buildFlowRun(database(), building)
    const once = await buildFlowRun(database(), building)
    await send(heartbeat(rare.id), heartbeat(once.id))
    await watch(600)
    await send(heartbeat(rare.id))
    await watch(3000)
    expect(await stateOf(rare.id)).toMatchObject({ type: 'RUNNING' })
    expect(await stateOf(once.id)).toMatchObject({ type: 'RUNNING' })
    await watch(MINUTE)
    expect(await stateOf(rare.id)).toMatchObject({ type: 'CRASHED' })
    expect(await stateOf(once.id)).toMatchObject({ type: 'CRASHED' })
  })

  test('heartbeats of an earlier attempt say nothing about this one', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: NOW } })
    await send(heartbeat(run.id))
    api().clock.advance(10)
    await api().call('POST', `/flow_runs/${run.id}/set_state`, { state: { type: 'PENDING' }, force: true })
    await api().call('POST', `/flow_runs/${run.id}/set_state`, { state: { type: 'RUNNING' }, force: true })
    await watch(3 * 3600)
    expect(await stateOf(run.id)).toMatchObject({ type: 'RUNNING' })
  })

  test('no run changes its state because the server was away', async () => {
    const { run: pending } = await claimedRun('PENDING', null)
    const running = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: NOW } })
    await send(heartbeat(running.id))
    api().clock.advance(180)
    await send(heartbeat(running.id))
    api().clock.advance(24 * 3600)
    // A server that starts, and one that could not tick for a day, wait for as long as anybody may be silent.
    server = newServer()
    await watch(900 - MINUTE)
    expect(await stateOf(running.id)).toMatchObject({ type: 'RUNNING' })
    expect(await stateOf(pending.id)).toMatchObject({ type: 'PENDING' })
    api().clock.advance(3600)
    await watch(900)
    expect(await stateOf(running.id)).toMatchObject({ type: 'RUNNING' })
    await send(heartbeat(running.id))
    await watch(600)
    await send(heartbeat(running.id))
    await watch(900)
    expect(await stateOf(running.id)).toMatchObject({ type: 'RUNNING' })
    expect(await stateOf(pending.id)).toMatchObject({ type: 'PENDING' })
    await watch(3600)
    expect(await stateOf(running.id)).toMatchObject({ type: 'CRASHED' })
    expect(await stateOf(pending.id)).toMatchObject({ type: 'CRASHED' })
  })

  test('several servers at once end each run once', async () => {
    const claimed = await Promise.all(Array.from({ length: 30 }, () => claimedRun('PENDING', null)))
    const running = await Promise.all(
      claimed.map(() => buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: NOW } })),
    )
    await send(...running.map(({ id }) => heartbeat(id)))
    const known = (await repairs()).length
    const servers = [server, newServer(), newServer(), newServer()]
    await watch(3600 + 2 * MINUTE, { servers, services: [pendingWatchdog, heartbeatWatchdog] })
    const ended = await database()
      .quick.sql.selectFrom('flow_run_state')
      .select('flow_run_id')
      .where('type', '=', 'CRASHED')
      .execute()
    const expected = [...claimed.map(({ run }) => run.id), ...running.map(({ id }) => id)]
    expect(ended.map((row) => row.flow_run_id).sort()).toEqual(expected.sort())
    expect((await repairs()).slice(known)).toHaveLength(expected.length)
  })

  test('heartbeats that are sent twice, late or by nobody known change nothing', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: NOW } })
    const first = heartbeat(run.id)
    await send(first)
    const sent = api().clock.advance(180)
    await send(heartbeat(run.id), { ...first, id: ids.next() })
    api().clock.advance(60)
    await send(first, { ...heartbeat(run.id), resource: { 'prefect.resource.id': 'prefect.flow-run.x' } })
    const rows = () => database().quick.sql.selectFrom('reeve_heartbeat').selectAll().execute()
    expect(await rows()).toEqual([{ flow_run_id: run.id, heard: sent, occurred: sent, previous: NOW }])
  })

  test('heartbeats are not kept where the watchdog is switched off', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: NOW } })
    const event = { ...heartbeat(run.id), occurred: NOW, follows: null }
    await takeInEvents(newServer({ 'reeve.watchdogs.heartbeat_enabled': false }), [event])
    expect(await database().quick.sql.selectFrom('reeve_heartbeat').selectAll().execute()).toEqual([])
    await takeInEvents(server, [{ ...event, id: ids.next() }])
    expect(await database().quick.sql.selectFrom('reeve_heartbeat').selectAll().execute()).toHaveLength(1)
  })
})
