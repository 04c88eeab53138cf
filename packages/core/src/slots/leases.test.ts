import { expect, it } from 'vitest'
import { at, NOW, prefectId, reeveId, slotLease } from '../transitions/testing.ts'
import { isExpired, lostByPrefect, newLease, occupancySeconds } from './leases.ts'

it('a lease holds from now on for as long as was asked', () => {
  const request = { id: reeveId(1), limitIds: [reeveId(2)], slots: 3, durationSeconds: 60 }
  expect(newLease(request, NOW)).toEqual({
    id: reeveId(1),
    resource_ids: [reeveId(2)],
    slots: 3,
    holder: null,
    created_at: NOW,
    expiration: at(60),
  })
  const holder = { type: 'task_run', id: reeveId(3) } as const
  expect(newLease({ ...request, holder }, NOW).holder).toEqual(holder)
})

it('a lease is expired once its time is past', () => {
  expect(isExpired(slotLease({ expiration: at(-1) }), NOW)).toBe(true)
  expect(isExpired(slotLease({ expiration: NOW }), NOW)).toBe(false)
})

it('slots have been held since the lease began', () => {
  expect(occupancySeconds(slotLease({ created_at: at(-2.5) }), NOW)).toBe(2.5)
  expect(occupancySeconds(slotLease({ created_at: at(2.5) }), NOW)).toBe(0)
})

it('leases of Prefect are told by their id', () => {
  expect(lostByPrefect(prefectId(1))).toBe(true)
  expect(lostByPrefect(reeveId(1))).toBe(false)
})
