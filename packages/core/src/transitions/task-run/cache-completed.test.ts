import { describe, expect, it } from 'vitest'
import { at, decideTask, state, told } from '../testing.ts'

const situation = { state: state({ type: 'RUNNING' }) }

describe('a completed task', () => {
  it('is kept under its cache key until that expires', () => {
    const state_details = { cache_key: 'key', cache_expiration: at(60) }
    expect(decideTask(situation, { type: 'COMPLETED', state_details }).cache).toEqual({
      key: 'key',
      expiration: at(60),
    })
  })

  it('is not kept without one', () => {
    expect(decideTask(situation, { type: 'COMPLETED' }).cache).toBeNull()
  })

  it('is told that its key is too long, and is written and kept all the same, as with Prefect', () => {
    const cache_key = 'k'.repeat(2001)
    const decision = decideTask(situation, { type: 'COMPLETED', state_details: { cache_key } })
    expect(told(decision)).toBe(
      'REJECT: Cache key exceeded maximum allowed length of 2000 characters. -> COMPLETED/Completed',
    )
    expect(decision.cache).toEqual({ key: cache_key, expiration: null })
  })

  it('may have a key of just that length', () => {
    const state_details = { cache_key: 'k'.repeat(2000) }
    expect(decideTask(situation, { type: 'COMPLETED', state_details }).verdict.status).toBe('ACCEPT')
  })

  it('is not kept if it was completed by force, or turned down', () => {
    const parts = { type: 'COMPLETED', state_details: { cache_key: 'key' } } as const
    expect(decideTask({ ...situation, policy: 'minimal' }, parts).cache).toBeNull()
    const completed = state({ type: 'COMPLETED', data: { type: 'reference' } })
    expect(decideTask({ state: completed }, parts).cache).toBeNull()
  })
})
