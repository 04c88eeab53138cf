import { describe, expect, it } from 'vitest'
import { UNRENEWED_LEASE_SECONDS } from '../../slots/leases.ts'
import { at, decideFlow, LIMIT_ID, slotLease, slotLimit, state } from '../testing.ts'

const LEASE = slotLease()

const decide = (version: string | null, type: 'RUNNING' | 'CANCELLING', leases = [LEASE]) =>
  decideFlow(
    {
      state: state({ type: 'PENDING', state_details: { deployment_concurrency_lease_id: LEASE.id } }),
      deployment: { concurrency_limit_id: LIMIT_ID },
      limits: [slotLimit({ active_slots: 1 })],
      leases,
      surroundings: { client: { version, apiVersion: null } },
    },
    { type },
  )

describe('the slot of a client that does not renew leases', () => {
  const FOR_GOOD = [{ kind: 'renew', leaseId: LEASE.id, expiration: at(UNRENEWED_LEASE_SECONDS) }]

  it.each([null, '3.4.10', '3.4.11rc1', '2.20.0'])('is held until the run lets go of it: %s', (version) => {
    expect(decide(version, 'RUNNING').slots).toEqual(FOR_GOOD)
    expect(decide(version, 'CANCELLING').slots).toEqual(FOR_GOOD)
  })

  it('is left alone on the way to being cancelled by a client that does', () => {
    expect(decide('3.4.11', 'CANCELLING').slots).toEqual([])
  })

  it('is not brought back once its lease is gone', () => {
    expect(decide(null, 'RUNNING', []).slots).toEqual([])
  })
})
