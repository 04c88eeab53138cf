import { addSeconds, type Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { isSilent, pausedPoolStatus, pausedQueueStatus, workerStatus } from './statuses.ts'

const NOW = '2026-01-01 00:10:00.000000' as Instant
const ago = (seconds: number) => addSeconds(NOW, -seconds)

describe('statuses', () => {
  test.each([
    ['process', true, true, 'PAUSED'],
    ['process', true, false, 'READY'],
    ['process', false, false, 'NOT_READY'],
    ['process', true, null, undefined],
    ['process', true, undefined, undefined],
    ['prefect-agent', true, true, undefined],
  ])(
    'a %s pool with a worker online (%s) that is paused (%s) becomes %s',
    (type, hasOnlineWorker, paused, status) => {
      expect(pausedPoolStatus({ type, hasOnlineWorker }, paused)).toBe(status)
    },
  )

  test.each([
    ['READY', 0, true, 'PAUSED'],
    ['PAUSED', 0, true, undefined],
    ['PAUSED', 60, false, 'READY'],
    ['PAUSED', 61, false, 'NOT_READY'],
    ['READY', 0, false, undefined],
    ['READY', 0, undefined, undefined],
  ] as const)(
    'a %s queue polled %i s ago that is paused (%s) becomes %s',
    (status, seconds, paused, becomes) => {
      expect(pausedQueueStatus({ status, last_polled: ago(seconds) }, paused, NOW)).toBe(becomes)
    },
  )

  test('a queue that nobody ever polled is not ready when it goes on', () => {
    expect(pausedQueueStatus({ status: 'PAUSED', last_polled: null }, false, NOW)).toBe('NOT_READY')
  })

  test.each([
    [89, null, 'ONLINE', false],
    [90, null, 'OFFLINE', false],
    [91, null, 'OFFLINE', true],
    [31, 10, 'OFFLINE', true],
  ] as const)(
    'a worker silent for %i s that reports every %s s is %s',
    (seconds, interval, status, silent) => {
      const worker = { last_heartbeat_time: ago(seconds), heartbeat_interval_seconds: interval }
      expect(workerStatus(worker, NOW)).toBe(status)
      expect(isSilent(worker, NOW)).toBe(silent)
    },
  )
})
