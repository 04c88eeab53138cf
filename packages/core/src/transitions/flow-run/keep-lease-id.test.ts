import { describe, expect, it } from 'vitest'
import { at, decideFlow, reeveId, slotLease, slotLimit, state } from '../testing.ts'

const LEASE = reeveId(500)
const OTHER = reeveId(501)
const holding = { deployment_concurrency_lease_id: LEASE }

describe('the id of a deployment lease', () => {
  it.each([
    ['is carried on where the client sends none', 'RUNNING', {}, LEASE],
    ['gives way to one that the client sends', 'RUNNING', { deployment_concurrency_lease_id: OTHER }, OTHER],
    ['is carried into a terminal state', 'COMPLETED', {}, LEASE],
  ] as const)('%s', (_, type, state_details, expected) => {
    const situation = { state: state({ type: 'RUNNING', state_details: holding }), deployment: {} }
    const decision = decideFlow(situation, { type, state_details })
    expect(decision.state?.state_details.deployment_concurrency_lease_id).toBe(expected)
  })

  it('is lost by force, as with Prefect', () => {
    const situation = {
      state: state({ type: 'RUNNING', state_details: holding }),
      policy: 'minimal',
    } as const
    const decision = decideFlow(situation, { type: 'RUNNING' })
    expect(decision.state?.state_details.deployment_concurrency_lease_id).toBeNull()
  })

  it('stays with a run that retries in its process, and so does the slot', () => {
    const decision = decideFlow(
      {
        run: { run_count: 1, empirical_policy: { retries: 1 } },
        state: state({ type: 'RUNNING', state_details: holding }, at(-5)),
        deployment: { concurrency_limit_id: slotLimit().id },
        limits: [slotLimit({ active_slots: 1 })],
        leases: [slotLease()],
      },
      { type: 'FAILED' },
    )
    expect(decision.state?.state_details.deployment_concurrency_lease_id).toBe(LEASE)
    expect(decision.slots).toEqual([])
  })
})
