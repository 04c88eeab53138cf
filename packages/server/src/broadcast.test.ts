import type { JsonObject } from '@reeve/wire'
import pino from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { type Broadcast, LocalBroadcast, type Reread, replicaBroadcast } from './broadcast.ts'

const log = pino({ level: 'silent' })

describe('one process', () => {
  test('listeners hear their topic until they stop listening', () => {
    const broadcast = new LocalBroadcast(log)
    const heard: string[] = []
    const stop = broadcast.subscribe('scheduled-tasks', (keys) => heard.push(...keys))
    broadcast.publish('scheduled-tasks', ['a'])
    broadcast.publish('logs', [{ id: 'b' }])
    stop()
    broadcast.publish('scheduled-tasks', ['c'])
    expect(heard).toEqual(['a'])
  })

  test('a listener that fails keeps nobody else from hearing', () => {
    const broadcast = new LocalBroadcast(log)
    const listener = vi.fn()
    broadcast.subscribe('outbox', () => {
      throw new Error('no')
    })
    broadcast.subscribe('outbox', listener)
    broadcast.publish('outbox', null)
    expect(listener).toHaveBeenCalledWith(null)
  })
})

describe('several replicas', () => {
  /** The channel of a database, which delivers to everyone, the sender included. */
  function channel() {
    const listens: ((payload: string) => void)[] = []
    const payloads: string[] = []
    return {
      payloads,
      listen: async (_channel: string, listen: (payload: string) => void) => {
        listens.push(listen)
        return () => {}
      },
      notify: async (_channel: string, payload: string) => {
        payloads.push(payload)
        for (const listen of listens) listen(payload)
      },
    }
  }

  async function replicas(rows: JsonObject[] = []) {
    const notifications = channel()
    const byIds = vi.fn(async (ids: readonly string[]) => rows.filter(({ id }) => ids.includes(String(id))))
    const reread: Reread = { events: byIds, logs: byIds }
    const open = (replica: string): Promise<Broadcast> =>
      replicaBroadcast({ notifications, reread, log, replica })
    return { notifications, byIds, here: await open('here'), there: await open('there') }
  }

  test('each hears once, the others by reading what was committed', async () => {
    const event = { id: 'e1', payload: 'x'.repeat(20_000) }
    const { here, there, notifications } = await replicas([event])
    const hears = { here: vi.fn(), there: vi.fn() }
    here.subscribe('events', hears.here)
    there.subscribe('events', hears.there)
    here.publish('events', [event])
    await vi.waitFor(() => expect(hears.there).toHaveBeenCalledWith([event]))
    expect(hears.here).toHaveBeenCalledTimes(1)
    expect(hears.there).toHaveBeenCalledTimes(1)
    expect(notifications.payloads.join()).not.toContain('xxx')
  })

  test('nothing is read where nobody listens', async () => {
    const { here, byIds, notifications } = await replicas()
    here.publish('logs', [{ id: 'l1' }])
    expect(notifications.payloads).toHaveLength(1)
    expect(byIds).not.toHaveBeenCalled()
  })

  test('many hints go in payloads that the database takes', async () => {
    const { here, there, notifications } = await replicas()
    const keys = Array.from({ length: 1000 }, (_, index) => `flow.täsk-${index}`)
    const heard: string[] = []
    there.subscribe('scheduled-tasks', (some) => heard.push(...some))
    here.publish('scheduled-tasks', ['k'.repeat(9000), ...keys])
    await vi.waitFor(() => expect(heard).toEqual(keys))
    expect(Math.max(...notifications.payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(
      8000,
    )
  })

  test('the outbox is a matter of each replica', async () => {
    const { here, notifications } = await replicas()
    here.publish('outbox', null)
    expect(notifications.payloads).toEqual([])
  })
})
