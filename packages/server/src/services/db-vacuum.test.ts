import { json } from '@reeve/database'
import { buildFlowRun, buildTaskRun, databases, sequentialIds } from '@reeve/testkit'
import { addSeconds, type Instant, printInstant } from '@reeve/wire'
import { beforeEach, describe, expect, test } from 'vitest'
import { LocalBroadcast } from '../broadcast.ts'
import type { Context } from '../context.ts'
import { expandWholeOutbox } from '../operations/events/expand-outbox.ts'
import { eventBindings } from '../routes/events.ts'
import { useApi } from '../routes/testing.ts'
import { type Settings, settingsWith } from '../settings.ts'
import { eventVacuum, flowRunVacuum, logVacuum, orphanVacuum } from './db-vacuum.ts'
import type { Service } from './service.ts'

const NOW = '2026-06-01 00:00:00.000000' as Instant
const DAY = 86_400
const daysAgo = (days: number) => addSeconds(NOW, -days * DAY)

describe('what the vacuum deletes', () => {
  const on = (settings: Partial<Settings>) =>
    [eventVacuum, flowRunVacuum, orphanVacuum, logVacuum]
      .filter((service) => service.isOn?.(settingsWith(settings)))
      .map(({ name }) => name)
  const enabled = (value: Settings['server.services.db_vacuum.enabled']) => ({
    'server.services.db_vacuum.enabled': value,
  })

  test.each([
    ['events unless somebody says otherwise', {}, ['event-vacuum']],
    ['events for false', enabled(false), ['event-vacuum']],
    ['everything for true', enabled(true), ['event-vacuum', 'flow-run-vacuum', 'orphan-vacuum']],
    ['orphans with flow runs', enabled(['flow_runs']), ['flow-run-vacuum', 'orphan-vacuum']],
    ['nothing for no names', enabled([]), []],
    ['no events where none are stored', { 'server.services.event_persister.enabled': false }, []],
    [
      'logs where it is set for how long they are kept',
      { 'reeve.retention.logs': 60 },
      ['event-vacuum', 'log-vacuum'],
    ],
  ] as const)('is %s', (_, settings, names) => {
    expect(on(settings)).toEqual(names)
  })
})

describe.each(databases)('the vacuum on $name', (kind) => {
  const api = useApi(kind, eventBindings)
  const database = () => api().ctx.database
  const ids = sequentialIds(0xacc)

  beforeEach(async () => {
    api().clock.set(NOW)
    await database().write(async (db) => {
      for (const table of [
        'flow_run',
        'log',
        'artifact',
        'artifact_collection',
        'events',
        'event_resources',
      ] as const)
        await db.sql.deleteFrom(table).execute()
    })
  })

  const serverWith = (settings: Partial<Settings> = {}): Context => ({
    ...api().ctx,
    settings: settingsWith(settings),
  })
  const tick = (service: Service, settings: Partial<Settings> = {}) => service.tick(serverWith(settings))

  const idsIn = async (table: 'flow_run' | 'events' | 'log' | 'artifact') =>
    (await database().quick.sql.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)

  const countOf = async (table: 'event_resources' | 'task_run' | 'task_run_state' | 'flow_run_state') =>
    (await database().quick.sql.selectFrom(table).select('id').execute()).length

  async function sendEvent(name: string, days: number) {
    const event = {
      id: ids.next(),
      occurred: printInstant(daysAgo(days)),
      event: name,
      resource: { 'prefect.resource.id': 'kettle' },
      related: [{ 'prefect.resource.id': 'kitchen', 'prefect.resource.role': 'room' }],
      payload: {},
    }
    await api().call('POST', '/events', [event])
    await expandWholeOutbox(api().ctx)
    return event.id
  }

  const endedRun = (days: number, columns: Parameters<typeof buildFlowRun>[1] = {}) =>
    buildFlowRun(database(), { end_time: daysAgo(days), state: { type: 'COMPLETED' }, ...columns })

  async function addLog(flow_run_id: string | null, timestamp = NOW) {
    const id = ids.next()
    const row = { id, created: NOW, updated: NOW, name: 'log', level: 20, message: 'text' }
    await database().write((db) =>
      db.sql
        .insertInto('log')
        .values({ ...row, flow_run_id, timestamp })
        .execute(),
    )
    return id
  }

  async function addArtifact(flow_run_id: string | null, key: string | null = null, created = NOW) {
    const id = ids.next()
    await database().write((db) =>
      db.sql
        .insertInto('artifact')
        .values({ id, created, updated: created, key, flow_run_id, data: json(id) })
        .execute(),
    )
    return id
  }

  const addCollection = (key: string, latest_id: string) =>
    database().write((db) =>
      db.sql
        .insertInto('artifact_collection')
        .values({ id: ids.next(), created: NOW, updated: NOW, key, latest_id })
        .execute(),
    )

  const collections = () =>
    database()
      .quick.sql.selectFrom('artifact_collection')
      .select(['key', 'latest_id', 'data', 'created'])
      .orderBy('key')
      .execute()

  test('events go with their resources once they are older than they are kept', async () => {
    await sendEvent('old', 8)
    await sendEvent('old', 7.5)
    const young = await sendEvent('young', 6.9)
    await tick(eventVacuum)
    expect(await idsIn('events')).toEqual([young])
    expect(await countOf('event_resources')).toBe(2)
  })

  test('events of some names may be kept for less long, but for no longer', async () => {
    await sendEvent('prefect.flow-run.heartbeat', 2)
    await sendEvent('rare', 8)
    const kept = [await sendEvent('prefect.flow-run.heartbeat', 0.5), await sendEvent('other', 2)]
    await tick(eventVacuum, {
      'server.services.db_vacuum.event_retention_overrides': {
        'prefect.flow-run.heartbeat': DAY,
        rare: 30 * DAY,
      },
    })
    expect(await idsIn('events')).toEqual(kept.sort())
  })

  test('more than a batch goes in several', async () => {
    for (let count = 0; count < 7; count++) await sendEvent('old', 8)
    await tick(eventVacuum, { 'server.services.db_vacuum.batch_size': 2 })
    expect(await idsIn('events')).toEqual([])
    expect(await countOf('event_resources')).toBe(0)
  })

  test('a server that stops ends its vacuum after the batch at hand', async () => {
    for (let count = 0; count < 4; count++) await sendEvent('old', 8)
    const stopping = AbortSignal.abort()
    await eventVacuum.tick(serverWith(), stopping)
    expect(await idsIn('events')).toHaveLength(4)
  })

  test('runs that ended long ago go with all that hangs on them; others stay, whatever their end says', async () => {
    const old = await endedRun(91)
    for (let count = 0; count < 5; count++) await buildTaskRun(database(), { flow_run_id: old.id })
    for (let count = 0; count < 5; count++) await addLog(old.id)
    await addArtifact(old.id)
    const young = await endedRun(89)
    const unended = await endedRun(91, { state: { type: 'RUNNING' } })
    const log = await addLog(young.id)
    const artifact = await addArtifact(young.id)
    await tick(flowRunVacuum, { 'server.services.db_vacuum.batch_size': 2 })
    expect(await idsIn('flow_run')).toEqual([young.id, unended.id].sort())
    expect(await countOf('task_run')).toBe(0)
    expect(await countOf('task_run_state')).toBe(0)
    expect(await countOf('flow_run_state')).toBe(2)
    expect(await idsIn('log')).toEqual([log])
    expect(await idsIn('artifact')).toEqual([artifact])
  })

  test('subflows go as runs of their own once their parent is gone', async () => {
    const parent = await endedRun(91)
    const task = await buildTaskRun(database(), { flow_run_id: parent.id })
    await endedRun(91, { parent_task_run_id: task.id })
    const youngParent = await endedRun(1)
    const youngTask = await buildTaskRun(database(), { flow_run_id: youngParent.id })
    const kept = await endedRun(91, { parent_task_run_id: youngTask.id })
    await tick(flowRunVacuum, { 'server.services.db_vacuum.batch_size': 1 })
    expect(await idsIn('flow_run')).toEqual([youngParent.id, kept.id].sort())
  })

  test('collections do not point to artifacts that went with their runs', async () => {
    const old = await endedRun(91)
    const before = await addArtifact(null, 'report', daysAgo(100))
    await addCollection('report', await addArtifact(old.id, 'report', daysAgo(91)))
    await addCollection('chart', await addArtifact(old.id, 'chart', daysAgo(91)))
    await tick(flowRunVacuum)
    expect(await collections()).toEqual([
      { key: 'report', latest_id: before, data: before, created: daysAgo(100) },
    ])
  })

  test('logs and artifacts whose run is gone go, those of none stay; collections are mended', async () => {
    const run = await buildFlowRun(database())
    const gone = ids.next()
    for (let count = 0; count < 5; count++) await addLog(gone)
    await addLog(ids.next())
    await addArtifact(gone, 'report')
    const older = await addArtifact(run.id, 'report', daysAgo(2))
    const newer = await addArtifact(null, 'report', daysAgo(1))
    await addCollection('report', gone)
    await addCollection('chart', gone)
    const kept = [await addLog(run.id), await addLog(null)]
    await tick(orphanVacuum, { 'server.services.db_vacuum.batch_size': 2 })
    expect(await idsIn('log')).toEqual(kept.sort())
    expect(await idsIn('artifact')).toEqual([older, newer].sort())
    expect(await collections()).toEqual([
      { key: 'report', latest_id: newer, data: newer, created: daysAgo(1) },
    ])
  })

  test('old logs go where a setting says so', async () => {
    const run = await buildFlowRun(database())
    await addLog(run.id, daysAgo(31))
    const kept = await addLog(run.id, daysAgo(29))
    await tick(logVacuum, { 'reeve.retention.logs': 30 * DAY })
    expect(await idsIn('log')).toEqual([kept])
  })

  test('several servers at once delete what one would', async () => {
    for (let count = 0; count < 30; count++) await addLog((await endedRun(91)).id)
    const young = await endedRun(1)
    for (let count = 0; count < 30; count++) await sendEvent('old', 8)
    const settings = { 'server.services.db_vacuum.batch_size': 3 }
    const servers = Array.from({ length: 4 }, () => ({
      ...serverWith(settings),
      broadcast: new LocalBroadcast(api().ctx.log),
    }))
    await Promise.all(servers.flatMap((ctx) => [flowRunVacuum.tick(ctx), eventVacuum.tick(ctx)]))
    await Promise.all(servers.map((ctx) => flowRunVacuum.tick(ctx)))
    expect(await idsIn('flow_run')).toEqual([young.id])
    expect(await idsIn('log')).toEqual([])
    expect(await idsIn('events')).toEqual([])
  })
})
