import { buildDeployment, buildWorkPool, buildWorkQueue, databases } from '@reeve/testkit'
import { addSeconds } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { deploymentBindings } from '../../routes/deployments.ts'
import { useApi } from '../../routes/testing.ts'
import { workPoolBindings } from '../../routes/work-pools.ts'

describe.each(databases)('polling a pool on $name', (kind) => {
  const api = useApi(kind, [...workPoolBindings, ...deploymentBindings])

  const pool = async (name: string) => {
    const { database } = api().ctx
    const { id } = await buildWorkPool(database, { name })
    const polled = await buildWorkQueue(database, { work_pool_id: id, name: 'polled' })
    const other = await buildWorkQueue(database, { work_pool_id: id, name: 'other' })
    const deployment = await buildDeployment(database, { work_queue_id: polled.id, status: 'NOT_READY' })
    return { polled, other, deployment }
  }

  const poll = (name: string) =>
    api().call('POST', `/work_pools/${name}/get_scheduled_flow_runs`, { work_queue_names: ['polled'] })

  const row = async (table: 'work_queue' | 'deployment', id: string) => {
    const rows = api().ctx.database.quick.sql.selectFrom(table).select(['status', 'last_polled', 'updated'])
    return rows.where('id', '=', id).executeTakeFirstOrThrow()
  }

  test('makes the queues that were polled and the deployments on them ready', async () => {
    const { polled, other, deployment } = await pool('a')
    expect(await poll('a')).toMatchObject({ status: 200, body: [] })
    const now = api().ctx.clock.now()
    expect(await row('work_queue', polled.id)).toMatchObject({ status: 'READY', last_polled: now })
    expect(await row('work_queue', other.id)).toMatchObject({ status: 'NOT_READY', last_polled: null })
    const { updated } = deployment
    expect(await row('deployment', deployment.id)).toEqual({ status: 'READY', last_polled: now, updated })
  })

  test('tells of those that were not ready, once', async () => {
    const { polled, deployment } = await pool('b')
    const before = (await api().events()).length
    await poll('b')
    await poll('b')
    const told = (await api().events()).slice(before)
    expect(
      told.map(({ event, resource }) => [event, (resource as Record<string, string>)['prefect.resource.id']]),
    ).toEqual([
      ['prefect.work-queue.ready', `prefect.work-queue.${polled.id}`],
      ['prefect.deployment.ready', `prefect.deployment.${deployment.id}`],
    ])
  })

  test('writes nothing soon after a poll that was noted', async () => {
    const { polled } = await pool('c')
    await poll('c')
    const first = api().ctx.clock.now()
    api().clock.advance(4.5)
    await poll('c')
    expect(await row('work_queue', polled.id)).toMatchObject({ last_polled: first })
    api().clock.advance(0.5)
    await poll('c')
    expect(await row('work_queue', polled.id)).toMatchObject({ last_polled: addSeconds(first, 5) })
  })
})
