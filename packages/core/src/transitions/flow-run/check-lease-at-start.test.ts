import { addSeconds } from '@reeve/wire'
import { describe, expect, it } from 'vitest'
import type { SlotLimit } from '../facts.ts'
import {
  at,
  decideFlow,
  FLOW_RUN_ID,
  type FlowSituation,
  LIMIT_ID,
  NOW,
  prefectId,
  reeveId,
  slotLease,
  slotLimit,
  state,
  told,
} from '../testing.ts'

const LEASE = slotLease().id

const pending = (leaseId: string | null) =>
  state({ type: 'PENDING', state_details: { deployment_concurrency_lease_id: leaseId } })

const situation = (given: FlowSituation, limit: Partial<SlotLimit> = {}): FlowSituation => ({
  state: pending(LEASE),
  deployment: { concurrency_limit_id: LIMIT_ID },
  limits: [slotLimit({ active_slots: 1, ...limit })],
  ...given,
})

const start = (given: FlowSituation) => decideFlow(given, { type: 'RUNNING' })

describe('a run that starts with its lease', () => {
  it('has it renewed for the initial duration', () => {
    const { slots, state: written } = start(situation({ leases: [slotLease()] }))
    expect(slots).toEqual([{ kind: 'renew', leaseId: LEASE, expiration: at(300) }])
    expect(written?.state_details.deployment_concurrency_lease_id).toBe(LEASE)
  })

  it('has it renewed for the grace period of its deployment', () => {
    const concurrency_options = { collision_strategy: 'ENQUEUE', grace_period_seconds: 60 } as const
    const deployment = { concurrency_limit_id: LIMIT_ID, concurrency_options }
    expect(start(situation({ leases: [slotLease()], deployment })).slots).toMatchObject([
      { expiration: at(60) },
    ])
  })

  it('has it renewed even if it expired, as long as nobody reaped it', () => {
    expect(start(situation({ leases: [slotLease({ expiration: at(-1) })] })).slots).toMatchObject([
      { kind: 'renew' },
    ])
  })

  it('uses the lease of the current state whatever the client sends', () => {
    const decision = decideFlow(situation({ leases: [slotLease()] }), {
      type: 'RUNNING',
      state_details: { deployment_concurrency_lease_id: reeveId(777) },
    })
    expect(decision.state?.state_details.deployment_concurrency_lease_id).toBe(LEASE)
  })

  it('keeps the renewal even if the run is asked to wait', () => {
    const current = state({
      type: 'PENDING',
      state_details: { deployment_concurrency_lease_id: LEASE, scheduled_time: at(20) },
    })
    const decision = start(situation({ state: current, leases: [slotLease()] }))
    expect(told(decision)).toBe('WAIT 20: Scheduled time is in the future')
    expect(decision.slots).toMatchObject([{ kind: 'renew' }])
  })
})

describe('a run whose lease was reaped', () => {
  it('takes the slot again if it is free', () => {
    const { slots, state: written } = start(situation({}, { active_slots: 0 }))
    const lease = { id: reeveId(1), resource_ids: [LIMIT_ID], slots: 1, created_at: NOW, expiration: at(300) }
    expect(slots).toEqual([
      { kind: 'take', lease: { ...lease, holder: { type: 'flow_run', id: FLOW_RUN_ID } } },
    ])
    expect(written?.state_details.deployment_concurrency_lease_id).toBe(lease.id)
  })

  it('is cancelled if others have it, and gives nothing back', () => {
    const decision = start(situation({}))
    expect(told(decision)).toBe(
      'REJECT: Deployment concurrency limit reached after lease expiry. -> CANCELLED/Cancelled',
    )
    expect(decision.state?.message).toBe(
      'Deployment concurrency slot lost during provisioning - no slots available to continue execution',
    )
    expect(decision.slots).toEqual([])
  })

  it('takes nothing if it is asked to wait', () => {
    const current = state({
      type: 'PENDING',
      state_details: { deployment_concurrency_lease_id: LEASE, scheduled_time: at(20) },
    })
    expect(start(situation({ state: current }, { active_slots: 0 })).slots).toEqual([])
  })

  it('goes on with the slot that is still counted for it if Prefect lost the lease', () => {
    const { slots, verdict } = start(situation({ state: pending(prefectId(1)) }))
    expect(verdict.status).toBe('ACCEPT')
    expect(slots.map(({ kind }) => kind)).toEqual(['give-back', 'take'])
  })
})

describe('nothing is checked', () => {
  it.each([
    ['without a lease', { state: pending(null) }],
    ['for clients that name no version', { surroundings: { client: { version: null, apiVersion: null } } }],
    [
      'for clients that do not renew leases',
      { surroundings: { client: { version: '3.4.10', apiVersion: null } } },
    ],
    ['without a deployment', { deployment: null }],
    ['without a limit on the deployment', { deployment: {} }],
    ['if the limit is gone', { limits: [] }],
  ])('%s', (_, given) => {
    const { verdict, slots } = start(situation(given))
    expect([verdict.status, slots]).toEqual(['ACCEPT', []])
  })
})

it('renews the lease of clients from 3.4.11 on', () => {
  const surroundings = { client: { version: '3.4.11', apiVersion: null }, now: addSeconds(NOW, 1) }
  expect(start(situation({ leases: [slotLease()], surroundings })).slots).toMatchObject([
    { expiration: at(301) },
  ])
})
