import { buildWorkPool, databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { deleteWorkPool } from '../../operations/work-pools/delete-work-pool.ts'
import { updateWorkPool } from '../../operations/work-pools/update-work-pool.ts'
import { useSockets } from '../testing.ts'
import { workerChannel } from './worker-channel.ts'
import { CONSUMER, connectWorker, heartbeat, hello } from './worker-testing.ts'

describe.each(databases)('the channel of a worker on $name', (kind) => {
  const sockets = useSockets(kind, [workerChannel])
  const pool = (columns: object = {}) => buildWorkPool(sockets().ctx.database, { name: 'p', ...columns })

  test('a worker is told its pool and queues, and its pool is ready', async () => {
    const { id, default_queue_id } = await pool()
    const client = await connectWorker(sockets(), 'p')
    expect(await client.next()).toMatchObject({
      type: 'worker.ready.v1',
      payload: {
        consumer_id: CONSUMER,
        worker_id: null,
        accepted_capabilities: ['worker_heartbeat.v1', 'work_pool_snapshot.v1'],
        rejected_capabilities: ['cleanup_delivery.v1'],
        effective_max_cleanup_concurrency: 0,
        resolved_work_queues: [{ id: default_queue_id, name: 'default' }],
        initial_snapshot: { snapshot_sequence: 1, reason: 'initial', work_pool: { id, status: 'READY' } },
      },
    })
  })

  test('a pool that is not there is made if the worker asks for it', async () => {
    const template = {
      job_configuration: { a: '{{ a }}' },
      variables: { properties: { a: { type: 'string' } } },
    }
    const client = await connectWorker(
      sockets(),
      'new',
      hello({ create_pool_if_not_found: true, default_base_job_template: template }),
    )
    expect(await client.next()).toMatchObject({
      payload: {
        initial_snapshot: { work_pool: { name: 'new', type: 'process', base_job_template: template } },
      },
    })
  })

  test.each([
    ['a pool that is not there', 'none', hello(), [1008, 'authorization_failed']],
    [
      'a reserved pool',
      'prefect-x',
      hello({ create_pool_if_not_found: true }),
      [1008, 'authorization_failed'],
    ],
    ['a queue that is not there', 'p', hello({ work_queue_names: ['none'] }), [1008, 'authorization_failed']],
    [
      'a version of another time',
      'p',
      hello({ supported_channel_versions: ['v9'] }),
      [1008, 'unsupported_version'],
    ],
    [
      'capabilities that do not suffice',
      'p',
      hello({ requested_capabilities: ['x'] }),
      [1002, 'protocol_error'],
    ],
    ['an unknown field', 'p', hello({ more: 1 }), [1002, 'protocol_error']],
    ['something else first', 'p', heartbeat(), [1002, 'protocol_error']],
  ])('%s closes the channel', async (_case, name, first, closing) => {
    await pool()
    const client = await connectWorker(sockets(), name, first)
    expect(await client.closed).toEqual(closing)
  })

  test('a change of the pool is shown, and its end closes the channel', async () => {
    await pool()
    const client = await connectWorker(sockets(), 'p')
    await client.next()
    await updateWorkPool(sockets().ctx, 'p', { concurrency_limit: 3 })
    expect(await client.next()).toMatchObject({
      type: 'work_pool.snapshot.v1',
      payload: { snapshot_sequence: 2, reason: 'work_pool_updated', work_pool: { concurrency_limit: 3 } },
    })
    await deleteWorkPool(sockets().ctx, 'p')
    expect(await client.closed).toEqual([1008, 'authorization_failed'])
  })

  test('a heartbeat is noted, and shows what another server changed', async () => {
    const { id } = await pool()
    const client = await connectWorker(sockets(), 'p')
    await client.next()
    sockets().clock.advance(20)
    const { database } = sockets().ctx
    const updated = sockets().clock.now()
    await database.write((db) =>
      db.sql.updateTable('work_pool').set({ description: 'd', updated }).where('id', '=', id).execute(),
    )
    client.send(heartbeat())
    expect(await client.next()).toMatchObject({
      payload: { snapshot_sequence: 2, reason: 'heartbeat_reconciliation', work_pool: { description: 'd' } },
    })
    const [worker] = await database.quick.sql.selectFrom('worker').select('last_heartbeat_time').execute()
    expect(worker?.last_heartbeat_time).toBe(updated)
  })

  test('a heartbeat in the name of another closes the channel', async () => {
    await pool()
    const client = await connectWorker(sockets(), 'p')
    await client.next()
    client.send(heartbeat({ worker_name: 'other' }))
    expect(await client.closed).toEqual([1002, 'protocol_error'])
  })

  test('a worker that does not authenticate is turned away', async () => {
    await pool()
    await expect(sockets().connect('/work_pools/p/workers/connect')).rejects.toThrow('403')
    const client = await sockets().connect('/work_pools/p/workers/connect', 'prefect')
    client.send(hello())
    expect(await client.closed).toEqual([1008, 'authentication_failed'])
  })
})
