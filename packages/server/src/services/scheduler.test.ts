import { json } from '@reeve/database'
import { buildDeployment, buildFlow, databases } from '@reeve/testkit'
import type { DeploymentResponse, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { deploymentBindings } from '../routes/deployments.ts'
import { flowRunBindings } from '../routes/flow-runs.ts'
import { type Api, refusal, useApi } from '../routes/testing.ts'
import { recentDeploymentsScheduler, scheduler } from './scheduler.ts'

const hourly = { schedule: { interval: 3600, anchor_date: '2026-01-01T00:30:00Z' } }

const deploy = async (api: Api, body: object) => {
  const flow = await buildFlow(api.ctx.database)
  const sent = { name: 'd', flow_id: flow.id, ...body }
  return (await api.call<DeploymentResponse>('POST', '/deployments/', sent)).body
}

const runsOf = async (api: Api, deploymentId: string) => {
  const answer = await api.call<JsonObject[]>('POST', '/flow_runs/filter', {
    flow_runs: { deployment_id: { any_: [deploymentId] } },
    sort: 'EXPECTED_START_TIME_ASC',
  })
  return answer.body
}

const timesOf = async (api: Api, id: string) =>
  (await runsOf(api, id)).map(({ expected_start_time }) => expected_start_time)

/** How the kind of a timetable is called where it is refused. */
const CRON = 'function-after[validate_timezone(), CronSchedule]'

describe.each(databases)('the scheduler on $name', (kind) => {
  const api = useApi(kind, [...deploymentBindings, ...flowRunBindings])
  const tick = () => scheduler.tick(api().ctx)
  const tickRecent = () => recentDeploymentsScheduler.tick(api().ctx)

  test('a schedule gets its next runs, each once however often and by however many they are made', async () => {
    const deployment = await deploy(api(), {
      tags: ['a'],
      version: 'v',
      parameters: { x: 1, y: 1 },
      schedules: [{ ...hourly, slug: 'slug', parameters: { y: 2 } }],
    })
    await Promise.all([tick(), tick(), tickRecent()])
    await tick()
    const runs = await runsOf(api(), deployment.id)
    expect(runs.map(({ expected_start_time }) => expected_start_time)).toEqual([
      '2026-01-01T00:30:00Z',
      '2026-01-01T01:30:00Z',
      '2026-01-01T02:30:00Z',
    ])
    const [schedule] = deployment.schedules
    expect(runs[0]).toMatchObject({
      state: {
        type: 'SCHEDULED',
        name: 'Scheduled',
        message: 'Flow run scheduled',
        state_details: { scheduled_time: '2026-01-01T00:30:00Z' },
      },
      state_type: 'SCHEDULED',
      next_scheduled_start_time: '2026-01-01T00:30:00Z',
      auto_scheduled: true,
      tags: ['auto-scheduled', 'a'],
      parameters: { x: 1, y: 2 },
      deployment_version: 'v',
      labels: { 'prefect.deployment.id': deployment.id, 'prefect.flow.id': deployment.flow_id },
      created_by: { id: schedule?.id, type: 'SCHEDULE', display_value: 'slug' },
      idempotency_key: `scheduled ${deployment.id} ${schedule?.id} 2026-01-01 00:30:00+00:00`,
    })
  })

  test('paused deployments and inactive schedules make no runs', async () => {
    const paused = await deploy(api(), { paused: true, schedules: [hourly] })
    const inactive = await deploy(api(), { schedules: [{ ...hourly, active: false }] })
    await tick()
    await tickRecent()
    expect(await runsOf(api(), paused.id)).toEqual([])
    expect(await runsOf(api(), inactive.id)).toEqual([])
  })

  test('time goes on, and so do the runs', async () => {
    const deployment = await deploy(api(), { schedules: [hourly] })
    await tick()
    api().clock.advance(3600)
    await tick()
    expect(await timesOf(api(), deployment.id)).toHaveLength(4)
  })

  test('a changed schedule takes the runs of the one before with it', async () => {
    const deployment = await deploy(api(), { schedules: [{ ...hourly, slug: 's' }] })
    await tickRecent()
    const before = await timesOf(api(), deployment.id)
    const daily = { interval: 86_400, anchor_date: '2026-01-01T00:00:00Z' }
    await api().call('PATCH', `/deployments/${deployment.id}`, {
      schedules: [{ slug: 's', schedule: daily }],
    })
    await tickRecent()
    const after = await timesOf(api(), deployment.id)
    expect(after).toHaveLength(3)
    expect(after.some((time) => before.includes(time))).toBe(false)
  })

  test('a pause while runs are being made leaves none behind', async () => {
    const deployment = await deploy(api(), { schedules: [hourly] })
    const pause = () => api().call('POST', `/deployments/${deployment.id}/pause_deployment`)
    await Promise.all([tick(), pause(), tick(), tickRecent()])
    expect(await runsOf(api(), deployment.id)).toEqual([])
  })

  test('a schedule that cannot be read keeps no other from its runs', async () => {
    const broken = await buildDeployment(api().ctx.database)
    const { database, ids, clock } = api().ctx
    const now = clock.now()
    await database.write((db) =>
      db.sql
        .insertInto('deployment_schedule')
        .values({
          id: ids.next(),
          created: now,
          updated: now,
          deployment_id: broken.id,
          active: true,
          schedule: json({ cron: 'nope', timezone: null, day_or: true }),
          parameters: json({}),
        })
        .execute(),
    )
    const deployment = await deploy(api(), { schedules: [hourly] })
    await tick()
    expect(await runsOf(api(), deployment.id)).toHaveLength(3)
  })

  test('a deployment is scheduled on demand, paused or not, in the span that is asked for', async () => {
    const deployment = await deploy(api(), { paused: true, schedules: [hourly] })
    const scheduled = await api().call('POST', `/deployments/${deployment.id}/schedule`, {
      start_time: '2025-01-01T00:00:00Z',
      end_time: '2025-01-01T04:00:00Z',
      min_runs: 50,
    })
    expect(scheduled).toMatchObject({ status: 200, body: null })
    expect(await timesOf(api(), deployment.id)).toEqual([
      '2025-01-01T00:30:00Z',
      '2025-01-01T01:30:00Z',
      '2025-01-01T02:30:00Z',
      '2025-01-01T03:30:00Z',
    ])
  })

  test('timetables that are none are refused where they are sent', async () => {
    const flow = await buildFlow(api().ctx.database)
    const bad = { schedule: { cron: 'nope' } }
    const made = await api().call('POST', '/deployments/', { name: 'x', flow_id: flow.id, schedules: [bad] })
    expect(made).toMatchObject(refusal('value_error', ['body', 'schedules', 0, 'schedule', CRON, 'cron']))
    const deployment = await deploy(api(), {})
    const path = `/deployments/${deployment.id}`
    const rrule = { schedule: { rrule: 'FREQ=NOPE' } }
    expect(await api().call('POST', `${path}/schedules`, [hourly, rrule])).toMatchObject(
      refusal('value_error', ['body', 1, 'schedule', 'RRuleSchedule', 'rrule']),
    )
    expect(await api().call('PATCH', path, { schedules: [bad] })).toMatchObject(refusal('value_error'))
  })
})
