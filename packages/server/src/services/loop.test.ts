import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalBroadcast } from '../broadcast.ts'
import type { Context } from '../context.ts'
import { type Settings, settingsWith } from '../settings.ts'
import { type Loop, startServices } from './loop.ts'
import type { Service } from './service.ts'

const SECOND = 1000

let lines: { msg: string; err?: { message: string } }[]
let loop: Loop

beforeEach(() => {
  vi.useFakeTimers()
  lines = []
})
afterEach(async () => {
  await loop.stop()
  vi.useRealTimers()
})

function start(service: Partial<Service>, settings: Partial<Settings> = {}): Context {
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line)) })
  const ctx = {
    settings: settingsWith(settings),
    broadcast: new LocalBroadcast(log),
    log,
  } as unknown as Context
  loop = startServices(ctx, [
    { name: 'counting', intervalSeconds: () => 10, tick: async () => {}, ...service },
  ])
  return ctx
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND)

test('a service ticks at once and then at its interval', async () => {
  const tick = vi.fn(async () => {})
  start({ tick })
  await pass(0)
  expect(tick).toHaveBeenCalledTimes(1)
  await pass(9)
  expect(tick).toHaveBeenCalledTimes(1)
  await pass(1)
  expect(tick).toHaveBeenCalledTimes(2)
})

test('the interval begins when a tick has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const tick = vi.fn(() => promise)
  start({ tick })
  await pass(60)
  expect(tick).toHaveBeenCalledTimes(1)
  resolve()
  await pass(10)
  expect(tick).toHaveBeenCalledTimes(2)
})

test('a service that its setting switches off never ticks', async () => {
  const tick = vi.fn(async () => {})
  const settingSwitch = 'server.services.late_runs.enabled'
  start({ tick, settingSwitch }, { [settingSwitch]: false })
  await pass(60)
  expect(tick).not.toHaveBeenCalled()
})

test('a row of failures is logged once, with its cause, and the service goes on', async () => {
  let isBroken = true
  const tick = vi.fn(async () => {
    if (isBroken) throw new Error('the disk is full')
  })
  start({ tick })
  await pass(30)
  expect(tick).toHaveBeenCalledTimes(4)
  expect(lines).toMatchObject([{ service: 'counting', err: { message: 'the disk is full' } }])
  isBroken = false
  await pass(30)
  expect(lines.map(({ msg }) => msg)).toEqual([
    'A service failed and will be tried again',
    'A service works again',
  ])
})

test('a topic brings the next tick forward, many messages only one', async () => {
  const tick = vi.fn(async () => {})
  const { broadcast } = start({ tick, wake: { topic: 'outbox', afterSeconds: 1 } })
  await pass(0)
  for (let count = 0; count < 5; count++) broadcast.publish('outbox', null)
  await pass(1)
  expect(tick).toHaveBeenCalledTimes(2)
  await pass(9)
  expect(tick).toHaveBeenCalledTimes(2)
  await pass(1)
  expect(tick).toHaveBeenCalledTimes(3)
})

test('a message during a tick leads to another tick', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const tick = vi.fn(() => promise)
  const { broadcast } = start({ tick, wake: { topic: 'outbox', afterSeconds: 1 } })
  await pass(0)
  broadcast.publish('outbox', null)
  resolve()
  await pass(1)
  expect(tick).toHaveBeenCalledTimes(2)
})

test('stopping waits for the running tick and begins no other', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const tick = vi.fn(() => promise)
  const { broadcast } = start({ tick, wake: { topic: 'outbox', afterSeconds: 0 } })
  await pass(0)
  const stopped = vi.fn()
  const stopping = loop.stop().then(stopped)
  broadcast.publish('outbox', null)
  await pass(60)
  expect(stopped).not.toHaveBeenCalled()
  resolve()
  await stopping
  await pass(60)
  expect(tick).toHaveBeenCalledTimes(1)
})

test('a service may depend on more than a switch', async () => {
  const tick = vi.fn(async () => {})
  start({ tick, isOn: (settings) => settings['reeve.retention.logs'] !== null })
  await pass(60)
  expect(tick).not.toHaveBeenCalled()
})

test('a running tick is asked to come to an end when the server stops', async () => {
  let end: (() => void) | undefined
  const tick = (_: Context, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      end = resolve
      signal?.addEventListener('abort', () => resolve())
    })
  start({ tick })
  await pass(0)
  expect(end).toBeDefined()
  await loop.stop()
})
