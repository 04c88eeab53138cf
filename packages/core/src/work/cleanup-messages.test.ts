import type { Instant } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import { type CleanupFacts, type CleanupOperation, judgeCleanup, teardownAfterTimeout } from './index.ts'

const at = (second: number) => `2026-01-01 00:00:${String(second).padStart(2, '0')}.000000` as Instant

describe('a teardown', () => {
  const run = { flow_run_id: 'r', infrastructure_pid: 'host:1', work_pool_type: 'process' }

  it('names the run and what it ran in', () => {
    expect(teardownAfterTimeout(run, 's')).toEqual({
      id: 'f40cc3c0-ad0d-5549-b899-464e12e1e541',
      kind: 'cancelling_timeout_teardown.v1',
      target: { flow_run_id: 'r', infrastructure_pid: 'host:1' },
    })
  })

  it.each(['ecs:push', 'prefect:managed'])('is asked of nobody in a pool of type %s', (work_pool_type) => {
    expect(teardownAfterTimeout({ ...run, work_pool_type }, 's')).toBeNull()
  })
})

describe('what a worker says of a message', () => {
  const held: CleanupFacts = { work_pool_id: 'p', delivery_count: 1, token: 't', leased_until: at(30) }
  const judge = (message: CleanupFacts | undefined, operation: CleanupOperation, second = 10) =>
    judgeCleanup(message, { operation, workPoolId: 'p', token: 't', now: at(second), maxDeliveries: 3 })

  it.each<[CleanupOperation, string]>([
    ['ack', 'end'],
    ['renew', 'renew'],
    ['release', 'free'],
  ])('%s is accepted while it holds the message', (operation, effect) => {
    expect(judge(held, operation)).toEqual({ status: 'accepted', reason: null, effect })
  })

  it('that nobody knows is not found', () => {
    expect(judge(undefined, 'ack')).toMatchObject({ status: 'not_found', reason: 'message_not_found' })
  })

  it('in the name of another pool is not heard', () => {
    expect(judge({ ...held, work_pool_id: 'other' }, 'ack')).toMatchObject({
      status: 'unauthorized',
      reason: 'work_pool_mismatch',
      effect: 'none',
    })
  })

  it('about one that nobody holds comes too late', () => {
    expect(judge({ ...held, token: null, leased_until: null }, 'ack')).toMatchObject({
      status: 'not_current',
      reason: 'no_active_reservation',
    })
  })

  it('about one that another holds is refused', () => {
    expect(judge({ ...held, token: 'other' }, 'ack')).toMatchObject({
      status: 'invalid_token',
      reason: 'reservation_token_mismatch',
    })
  })

  it.each<CleanupOperation>(['ack', 'renew', 'release'])(
    'after its lease is over frees it: %s',
    (operation) => {
      expect(judge(held, operation, 30)).toEqual({
        status: 'expired',
        reason: 'lease_expired',
        effect: 'free',
      })
    },
  )

  it('after its last lease is over buries it', () => {
    expect(judge({ ...held, delivery_count: 3 }, 'ack', 30)).toMatchObject({
      status: 'dead_lettered',
      reason: 'max_delivery_attempts_reached',
      effect: 'bury',
    })
  })

  it('gives it back for good at the last delivery', () => {
    expect(judge({ ...held, delivery_count: 3 }, 'release')).toMatchObject({ effect: 'bury' })
    expect(judge({ ...held, delivery_count: 3 }, 'ack')).toMatchObject({ effect: 'end' })
  })
})
