import type { Json, JsonObject } from '@reeve/wire'
import { expect } from 'vitest'
import type { Sockets, TestClient } from '../testing.ts'

/** The worker that `hello` introduces. */
export const CONSUMER = '00000000-0000-4000-8000-00000000c001'

/** A message of a worker. */
export const frame = (type: string, payload: JsonObject): JsonObject => ({
  type,
  id: '00000000-0000-4000-8000-00000000f001',
  sent_at: '2026-01-01T00:00:00Z',
  payload,
})

/** What a worker of type `process` with the name `w` says first. */
export const hello = (payload: JsonObject = {}) =>
  frame('worker.hello.v1', {
    consumer_id: CONSUMER,
    worker_name: 'w',
    worker_type: 'process',
    heartbeat_interval_seconds: 30,
    supported_channel_versions: ['work_pool_worker_channel.v1'],
    requested_capabilities: ['worker_heartbeat.v1', 'work_pool_snapshot.v1', 'cleanup_delivery.v1'],
    handled_cleanup_kinds: ['cancelling_timeout_teardown.v1'],
    ...payload,
  })

/** What that worker says from time to time. */
export const heartbeat = (payload: JsonObject = {}) =>
  frame('worker.heartbeat.v1', {
    consumer_id: CONSUMER,
    worker_name: 'w',
    heartbeat_interval_seconds: 30,
    ...payload,
  })

/** What connects clients: the sockets of a test. */
type Connects = Pick<Sockets, 'connect'>

/** Connects a worker to the channel of a pool and says this first. */
export async function connectWorker(
  sockets: Connects,
  pool: string,
  first: Json = hello(),
): Promise<TestClient> {
  const client = await sockets.connect(`/work_pools/${pool}/workers/connect`, 'prefect')
  client.send({ type: 'auth', token: null })
  expect(await client.next()).toEqual({ type: 'auth_success' })
  client.send(first)
  return client
}
