import { interval, json } from '@reeve/database'
import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
  buildWorkQueue,
  databases,
} from '@reeve/testkit'
import type { FlowRunReasonCode, FlowRunWhy, Instant } from '@reeve/wire'
import { addSeconds, printInstant } from '@reeve/wire'
import { beforeEach, describe, expect, test } from 'vitest'
import { reeveFlowRunBindings } from './reeve-flow-runs.ts'
import { useApi } from './testing.ts'

const NOW = '2026-01-01 00:00:00.000000' as Instant
const at = (seconds: number) => addSeconds(NOW, seconds)

describe.each(databases)('why a run does not run on $name', (kind) => {
  const api = useApi(kind, reeveFlowRunBindings)
  const database = () => api().ctx.database
  beforeEach(() => api().clock.set(NOW))

  const why = async (id: string) => (await api().call<FlowRunWhy>('GET', `/reeve/flow_runs/${id}/why`)).body
  const codes = async (id: string): Promise<FlowRunReasonCode[]> =>
    (await why(id)).reasons.map(({ code }) => code)

  /** A pool that a worker serves, its queue polled just now. */
  async function servedPool(columns: Parameters<typeof buildWorkPool>[1] = {}) {
    const pool = await buildWorkPool(database(), columns)
    const queue = await buildWorkQueue(database(), {
      work_pool_id: pool.id,
      priority: 2,
      last_polled: at(-5),
    })
    await addWorker(pool.id, 'busy-bee', at(-5))
    const deployment = await buildDeployment(database(), { work_queue_id: queue.id })
    return { pool, queue, deployment }
  }

  const addWorker = (work_pool_id: string, name: string, last_heartbeat_time: Instant) =>
    database().write((db) =>
      db.sql
        .insertInto('worker')
        .values({
          id: api().ctx.ids.next(),
          created: NOW,
          updated: NOW,
          name,
          work_pool_id,
          last_heartbeat_time,
          heartbeat_interval_seconds: 30,
          status: 'ONLINE',
        })
        .execute(),
    )

  const scheduledRun = (
    { queue, deployment }: { queue: { id: string; name: string }; deployment: { id: string } },
    { time = at(-10), ...columns }: { time?: Instant } & Parameters<typeof buildFlowRun>[1] = {},
  ) =>
    buildFlowRun(database(), {
      deployment_id: deployment.id,
      work_queue_id: queue.id,
      work_queue_name: queue.name,
      next_scheduled_start_time: time,
      state: { type: 'SCHEDULED', state_details: json({ scheduled_time: printInstant(time) }) },
      ...columns,
    })

  const change = (table: 'work_pool' | 'work_queue' | 'deployment', id: string, set: object) =>
    database().write((db) =>
      db.sql
        .updateTable(table)
        .set(set as never)
        .where('id', '=', id)
        .execute(),
    )

  const lease = (limitId: string, taskRunId: string) =>
    database().write((db) =>
      db.sql
        .insertInto('reeve_lease')
        .values({
          id: api().ctx.ids.next(),
          resource_ids: json([limitId]),
          slots: 1,
          holder_type: 'task_run',
          holder_id: taskRunId,
          created_at: NOW,
          expiration: at(300),
        })
        .execute(),
    )

  test('a run that is not there is not found', async () => {
    const reply = await api().call('GET', `/reeve/flow_runs/${api().ctx.ids.next()}/why`)
    expect(reply).toMatchObject({ status: 404, body: { detail: 'Flow run not found' } })
  })

  test('a run that is due in a served queue waits for the next poll', async () => {
    const run = await scheduledRun(await servedPool())
    expect(await why(run.id)).toMatchObject({
      flow_run_id: run.id,
      state_type: 'SCHEDULED',
      asked: '2026-01-01T00:00:00Z',
      standing: 'waiting',
      summary: expect.stringContaining('due since 2025-12-31T23:59:50Z'),
      reasons: [{ code: 'due', data: { seconds: 10 }, advice: null }],
    })
  })

  test('a run that is scheduled for later says for when', async () => {
    const run = await scheduledRun(await servedPool(), { time: at(7200) })
    expect(await why(run.id)).toMatchObject({
      standing: 'waiting',
      summary: 'It is scheduled for 2026-01-01T02:00:00Z, in 2 hours.',
      reasons: [{ code: 'scheduled-later', data: { scheduled_time: '2026-01-01T02:00:00Z', seconds: 7200 } }],
    })
  })

  test('a pool that nobody serves is named, with when somebody last did', async () => {
    const pool = await buildWorkPool(database())
    const queue = await buildWorkQueue(database(), { work_pool_id: pool.id })
    const deployment = await buildDeployment(database(), { work_queue_id: queue.id })
    const run = await scheduledRun({ queue, deployment })
    expect((await why(run.id)).summary).toBe(`No worker has ever served the pool “${pool.name}”.`)

    await addWorker(pool.id, 'gone', at(-3600))
    expect(await why(run.id)).toMatchObject({
      standing: 'blocked',
      summary: `No worker of the pool “${pool.name}” has been heard of since 2025-12-31T23:00:00Z (1 hour ago).`,
      reasons: [{ code: 'no-worker', advice: `Start a worker: prefect worker start --pool ${pool.name}` }],
    })

    await addWorker(pool.id, 'elsewhere', at(-3))
    expect(await why(run.id)).toMatchObject({
      reasons: [{ code: 'queue-not-polled', data: { online_workers: ['elsewhere'] } }],
    })
  })

  test('paused pools and queues come before what else is wrong', async () => {
    const work = await servedPool()
    const run = await scheduledRun(work)
    await change('work_queue', work.queue.id, { is_paused: true, last_polled: null })
    await change('work_pool', work.pool.id, { is_paused: true })
    expect(await codes(run.id)).toEqual(['pool-paused', 'queue-paused', 'queue-not-polled'])
    expect((await why(run.id)).standing).toBe('blocked')
  })

  test('full pools and queues name who holds their slots', async () => {
    const work = await servedPool({ concurrency_limit: 1 })
    const holder = await buildFlowRun(database(), {
      work_queue_id: work.queue.id,
      name: 'greedy',
      state: { type: 'RUNNING' },
    })
    await change('work_queue', work.queue.id, { concurrency_limit: 1 })
    const run = await scheduledRun(work)
    const holders = [{ kind: 'flow-run', id: holder.id, name: 'greedy' }]
    expect(await why(run.id)).toMatchObject({
      standing: 'waiting',
      summary: `All 1 slot of the work pool “${work.pool.name}” are taken, by greedy.`,
      reasons: [
        { code: 'pool-limit-full', data: { limit: 1, active: 1, holders } },
        { code: 'queue-limit-full', data: { limit: 1, active: 1, holders } },
      ],
    })
  })

  test('the limit of a deployment, its own or a shared one, names runs and others that hold it', async () => {
    const work = await servedPool()
    const limit = await buildConcurrencyLimit(database(), {
      name: `deployment:${work.deployment.id}`,
      active_slots: 1,
    })
    await change('deployment', work.deployment.id, { concurrency_limit_id: limit.id })
    const holder = await buildFlowRun(database(), {
      deployment_id: work.deployment.id,
      name: 'first',
      state: { type: 'RUNNING' },
    })
    const run = await scheduledRun(work, {
      time: at(30),
      state: { type: 'SCHEDULED', name: 'AwaitingConcurrencySlot' },
    })
    expect(await why(run.id)).toMatchObject({
      reasons: [
        {
          code: 'deployment-limit-full',
          sentence: `All 1 slot of the deployment “${work.deployment.name}” are taken, by first.`,
          data: { active_slots: 1, limit: 1, holders: [{ kind: 'flow-run', id: holder.id, name: 'first' }] },
        },
      ],
    })

    const shared = await buildConcurrencyLimit(database(), { name: 'licences', active_slots: 1 })
    await change('deployment', work.deployment.id, { concurrency_limit_id: shared.id })
    const task = api().ctx.ids.next()
    await lease(shared.id, task)
    expect(await why(run.id)).toMatchObject({
      reasons: [
        {
          code: 'global-limit-full',
          data: {
            limit_name: 'licences',
            holders: [{ id: holder.id }, { kind: 'task-run', id: task, name: null }],
          },
        },
      ],
    })
  })

  test('runs of queues of higher priority and earlier ones of its own go first', async () => {
    const work = await servedPool()
    const urgent = await buildWorkQueue(database(), { work_pool_id: work.pool.id, priority: 1 })
    const lower = await buildWorkQueue(database(), { work_pool_id: work.pool.id, priority: 3 })
    const run = await scheduledRun(work)
    await scheduledRun({ ...work, queue: lower }, { time: at(-100) })
    await scheduledRun(work, { time: at(-5), name: 'later' })
    await scheduledRun(work, { time: at(-20), name: 'earlier' })
    await scheduledRun({ ...work, queue: urgent }, { time: at(-1), name: 'urgent' })
    expect(await why(run.id)).toMatchObject({
      summary: '2 runs of its pool are due before it: urgent and earlier.',
      reasons: [{ code: 'behind-others', data: { count: 2, is_more: false, priority: 2 } }],
    })
  })

  test('a run without a queue needs somebody who serves its deployment', async () => {
    const deployment = await buildDeployment(database(), { last_polled: at(-3600) })
    const columns = { deployment_id: deployment.id, next_scheduled_start_time: at(-10) }
    const run = await buildFlowRun(database(), { ...columns, state: { type: 'SCHEDULED' } })
    expect(await codes(run.id)).toEqual(['deployment-not-polled'])
    const left = await buildFlowRun(database(), {
      ...columns,
      work_queue_name: 'old',
      state: { type: 'SCHEDULED' },
    })
    expect(await codes(left.id)).toEqual(['queue-gone'])
    await change('deployment', deployment.id, { last_polled: at(-10) })
    expect(await codes(run.id)).toEqual(['due'])
    const gone = await buildFlowRun(database(), {
      deployment_id: api().ctx.ids.next(),
      state: { type: 'SCHEDULED' },
    })
    expect(await codes(gone.id)).toEqual(['deployment-gone'])
    const alone = await buildFlowRun(database(), { state: { type: 'SCHEDULED' } })
    expect(await codes(alone.id)).toEqual(['no-deployment'])
  })

  test('a paused deployment and its schedule that is off are told beside the rest', async () => {
    const work = await servedPool()
    const schedule = api().ctx.ids.next()
    await database().write((db) =>
      db.sql
        .insertInto('deployment_schedule')
        .values({
          id: schedule,
          created: NOW,
          updated: NOW,
          schedule: json({ interval: 60, anchor_date: '2026-01-01T00:00:00Z', timezone: 'UTC' }),
          active: false,
          deployment_id: work.deployment.id,
        })
        .execute(),
    )
    await change('deployment', work.deployment.id, { paused: true })
    const created_by = json({ id: schedule, type: 'SCHEDULE', display_value: 'every minute' })
    const run = await scheduledRun(work, { auto_scheduled: true, created_by })
    expect(await codes(run.id)).toEqual(['due', 'deployment-paused', 'schedule-paused'])
  })

  test('a run that waits for its next attempt says which and when', async () => {
    const work = await servedPool()
    const state = { type: 'SCHEDULED', name: 'AwaitingRetry' } as const
    const policy = { retries: 2, retry_delay: 60 }
    const inProcess = await scheduledRun(work, {
      time: at(60),
      state,
      run_count: 1,
      empirical_policy: json({ ...policy, retry_type: 'in_process' }),
    })
    expect(await why(inProcess.id)).toMatchObject({
      standing: 'waiting',
      summary:
        'It failed and waits for attempt 2 of 3. The process that ran it starts it at 2026-01-01T00:01:00Z, in 1 minute.',
      reasons: [{ code: 'awaiting-retry', data: { in_process: true, run_count: 1, retries: 2 } }],
    })
    await change('work_pool', work.pool.id, { is_paused: true })
    const elsewhere = await scheduledRun(work, { time: at(60), state, empirical_policy: json(policy) })
    expect(await codes(elsewhere.id)).toEqual(['awaiting-retry', 'pool-paused'])
  })

  test('a pending run whose worker is silent says so', async () => {
    const work = await servedPool()
    const labels = json({ 'prefect.worker.name': 'late-larry' })
    const run = await scheduledRun(work, { state: { type: 'PENDING', timestamp: at(-600) }, labels })
    expect(await why(run.id)).toMatchObject({
      standing: 'blocked',
      summary: 'The worker “late-larry” took it 10 minutes ago, and that worker is not known to be there.',
      reasons: [{ code: 'claimed-by-silent-worker' }],
    })
    await addWorker(work.pool.id, 'late-larry', at(-10))
    expect(await why(run.id)).toMatchObject({
      standing: 'waiting',
      reasons: [{ code: 'claimed', data: { worker: 'late-larry' } }],
    })
  })

  test('a running run is told as such, or which tags its task runs wait for', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: at(-60) } })
    expect(await why(run.id)).toMatchObject({
      standing: 'running',
      summary: 'It has been running since 2025-12-31T23:59:00Z (1 minute ago).',
      reasons: [{ code: 'running' }],
    })
    const task = await buildTaskRun(database(), { flow_run_id: run.id, tags: json(['db', 'free', 'older']) })
    const limit = await buildConcurrencyLimit(database(), { name: 'tag:db', active_slots: 1 })
    await buildConcurrencyLimit(database(), { name: 'tag:free', limit: 2, active_slots: 1 })
    await database().write((db) =>
      db.sql
        .insertInto('concurrency_limit')
        .values({
          id: api().ctx.ids.next(),
          created: NOW,
          updated: NOW,
          tag: 'older',
          concurrency_limit: 1,
          active_slots: json([task.id]),
        })
        .execute(),
    )
    const holder = api().ctx.ids.next()
    await lease(limit.id, holder)
    expect(await why(run.id)).toMatchObject({
      standing: 'running',
      reasons: [
        {
          code: 'task-slots-full',
          data: { tag: 'db', limit: 1, waiting: [{ id: task.id }], holders: [{ id: holder }] },
        },
        { code: 'task-slots-full', data: { tag: 'older', holders: [{ id: task.id }] } },
      ],
    })
  })

  test('a running run that sent heartbeats and stopped is told to be silent', async () => {
    const run = await buildFlowRun(database(), { state: { type: 'RUNNING', timestamp: at(-7200) } })
    await database().write((db) =>
      db.sql
        .insertInto('reeve_heartbeat')
        .values({ flow_run_id: run.id, heard: at(-1000), occurred: at(-1000), previous: at(-1180) })
        .execute(),
    )
    expect(await codes(run.id)).toEqual(['running-silent'])
    api().clock.advance(-200)
    expect(await codes(run.id)).toEqual(['running'])
  })

  test('paused runs wait for input or to be resumed, cancelled ones to be confirmed, ended ones for nothing', async () => {
    const paused = (details: object) =>
      buildFlowRun(database(), { state: { type: 'PAUSED', timestamp: NOW, state_details: json(details) } })
    const input = await paused({
      pause_timeout: '2026-01-01T01:00:00Z',
      run_input_keyset: { schema: 'a', response: 'b' },
    })
    expect(await why(input.id)).toMatchObject({
      standing: 'blocked',
      summary:
        'It is paused (Paused) and waits for input. It fails at 2026-01-01T01:00:00Z unless it is resumed.',
      reasons: [{ code: 'awaiting-input', data: { keyset: { schema: 'a', response: 'b' } } }],
    })
    expect(await codes((await paused({})).id)).toEqual(['paused'])
    const cancelling = await buildFlowRun(database(), { state: { type: 'CANCELLING' } })
    expect(await codes(cancelling.id)).toEqual(['cancelling'])
    const failed = await buildFlowRun(database(), {
      end_time: NOW,
      total_run_time: interval(1),
      state: { type: 'FAILED', message: 'out of milk' },
    })
    expect(await why(failed.id)).toMatchObject({
      standing: 'ended',
      summary: 'It ended at 2026-01-01T00:00:00Z as Failed: out of milk',
      reasons: [{ code: 'ended' }],
    })
    const stateless = await buildFlowRun(database(), { state: null })
    expect(await codes(stateless.id)).toEqual(['no-state'])
  })
})
