import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlow,
  buildWorkPool,
  databases,
  useDatabase,
} from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { json } from '../../parameters.ts'
import { readDeployments } from './read-deployments.ts'

const at = (time: string) => `2026-01-01 ${time}.000000` as Instant

describe.each(databases)('deployments read from $name', (kind) => {
  const database = useDatabase(kind)

  const addSchedule = (deployment_id: string, slug: string, updated: Instant, schedule: object) =>
    database().write((db) =>
      db.sql
        .insertInto('deployment_schedule')
        .values({
          deployment_id,
          slug,
          updated,
          schedule: json(schedule),
          active: true,
          parameters: json({}),
        })
        .execute(),
    )

  test('have every field of the answer', async () => {
    const pool = await buildWorkPool(database(), { name: 'cloud' })
    const limit = await buildConcurrencyLimit(database(), { name: 'slots', limit: 3, active_slots: 1 })
    const flow = await buildFlow(database())
    const built = await buildDeployment(database(), {
      name: 'full',
      flow_id: flow.id,
      version: '2',
      description: 'text',
      paused: true,
      tags: json(['a']),
      labels: json({ team: 'x' }),
      parameters: json({ p: 1 }),
      infra_overrides: json({ image: 'i' }),
      parameter_openapi_schema: json({ type: 'object' }),
      pull_steps: json([{ step: {} }]),
      work_queue_id: pool.default_queue_id,
      work_queue_name: 'an older name',
      concurrency_limit_id: limit.id,
      concurrency_limit: 3,
      concurrency_options: json({ collision_strategy: 'CANCEL_NEW' }),
      created_by: json({ type: 'AUTOMATION' }),
      last_polled: at('01:00:00'),
      status: 'READY',
      enforce_parameter_schema: true,
    })
    await addSchedule(built.id, 'daily', at('01:00:00'), { cron: '0 0 * * *', timezone: 'UTC', day_or: true })
    await addSchedule(built.id, 'hourly', at('02:00:00'), {
      interval: 3600,
      anchor_date: '2026-01-01T02:00:00.500000+02:00',
      timezone: 'Europe/Berlin',
    })

    const [deployment] = await readDeployments(database().reader, {
      deployments: { id: { any_: [built.id] } },
      limit: 1,
    })

    expect(deployment).toEqual({
      id: built.id,
      created: built.created,
      updated: built.updated,
      name: 'full',
      version: '2',
      description: 'text',
      flow_id: flow.id,
      paused: true,
      schedules: [
        expect.objectContaining({
          slug: 'hourly',
          deployment_id: built.id,
          active: true,
          max_scheduled_runs: null,
          parameters: {},
          schedule: {
            interval: 3600,
            anchor_date: '2026-01-01 00:00:00.500000',
            timezone: 'Europe/Berlin',
          },
        }),
        expect.objectContaining({
          slug: 'daily',
          schedule: { cron: '0 0 * * *', timezone: 'UTC', day_or: true },
        }),
      ],
      concurrency_limit: null,
      global_concurrency_limit: {
        id: limit.id,
        created: limit.created,
        updated: limit.updated,
        active: true,
        name: 'slots',
        limit: 3,
        active_slots: 1,
        slot_decay_per_second: 0,
      },
      concurrency_options: { collision_strategy: 'CANCEL_NEW', grace_period_seconds: null },
      job_variables: { image: 'i' },
      parameters: { p: 1 },
      tags: ['a'],
      labels: { team: 'x' },
      work_queue_name: 'default',
      work_queue_id: pool.default_queue_id,
      last_polled: at('01:00:00'),
      parameter_openapi_schema: { type: 'object' },
      path: null,
      pull_steps: [{ step: {} }],
      entrypoint: null,
      storage_document_id: null,
      infrastructure_document_id: null,
      created_by: { id: null, type: 'AUTOMATION', display_value: null },
      updated_by: null,
      work_pool_name: 'cloud',
      status: 'READY',
      enforce_parameter_schema: true,
    })
  })

  test('are cut by their own number, not by that of their schedules', async () => {
    const flow = await buildFlow(database(), { name: 'paged' })
    for (const name of ['a', 'b', 'c']) {
      const { id } = await buildDeployment(database(), { name, flow_id: flow.id })
      await addSchedule(id, 'one', at('01:00:00'), { cron: '* * * * *' })
      await addSchedule(id, 'two', at('02:00:00'), { cron: '* * * * *' })
    }
    const page = { flows: { name: { any_: ['paged'] } }, limit: 2 }
    const firsts = await readDeployments(database().reader, page)
    expect(firsts.map(({ name, schedules }) => [name, schedules.length])).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    const lasts = await readDeployments(database().reader, { ...page, sort: 'NAME_DESC', offset: 2 })
    expect(lasts.map(({ name }) => name)).toEqual(['a'])
  })
})
