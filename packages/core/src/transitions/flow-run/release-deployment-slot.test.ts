import { describe, expect, it } from 'vitest'
import type { SlotEffect } from '../facts.ts'
import {
  decideFlow,
  type FlowSituation,
  LIMIT_ID,
  prefectId,
  slotLease,
  slotLimit,
  state,
} from '../testing.ts'

const LEASE = slotLease()
const RELEASE: SlotEffect = { kind: 'release', leaseId: LEASE.id }
const GIVE_BACK: SlotEffect = { kind: 'give-back', limitId: LIMIT_ID, slots: 1 }

const holding = (
  type: 'PENDING' | 'RUNNING' | 'CANCELLING',
  leaseId: string | null = LEASE.id,
): FlowSituation => ({
  state: state({ type, state_details: { deployment_concurrency_lease_id: leaseId } }),
  deployment: { concurrency_limit_id: LIMIT_ID },
  limits: [slotLimit({ active_slots: 1 })],
  leases: [LEASE],
})

describe('the slot of a run', () => {
  it.each([
    ['RUNNING', 'COMPLETED'],
    ['RUNNING', 'FAILED'],
    ['RUNNING', 'PAUSED'],
    ['RUNNING', 'SCHEDULED'],
    ['PENDING', 'CANCELLED'],
    ['PENDING', 'SCHEDULED'],
    ['CANCELLING', 'CANCELLED'],
  ] as const)('is given back on the way from %s to %s', (from, type) => {
    expect(decideFlow(holding(from), { type }).slots).toEqual([RELEASE])
    expect(decideFlow({ ...holding(from), policy: 'minimal' }, { type }).slots).toEqual([RELEASE])
  })

  it.each([
    ['RUNNING', 'RUNNING'],
    ['RUNNING', 'CANCELLING'],
    ['PENDING', 'CANCELLING'],
  ] as const)('is kept on the way from %s to %s', (from, type) => {
    expect(decideFlow(holding(from), { type }).slots).toEqual([])
  })

  it('is kept where the proposal is turned down', () => {
    expect(decideFlow(holding('CANCELLING'), { type: 'COMPLETED' }).slots).toEqual([])
  })

  it('is given back by a run that reschedules itself as awaiting a retry', () => {
    expect(decideFlow(holding('RUNNING'), { type: 'SCHEDULED', name: 'AwaitingRetry' }).slots).toEqual([
      RELEASE,
    ])
  })

  it('is none of the late-marking policy', () => {
    expect(decideFlow({ ...holding('RUNNING'), policy: 'mark-late' }, { type: 'FAILED' }).slots).toEqual([])
  })
})

describe('a run without a lease to give back', () => {
  it('gives its slot back to the limit of its deployment', () => {
    expect(decideFlow(holding('RUNNING', null), { type: 'COMPLETED' }).slots).toEqual([GIVE_BACK])
  })

  it('does so too where Prefect lost the lease', () => {
    expect(decideFlow(holding('RUNNING', prefectId(1)), { type: 'COMPLETED' }).slots).toEqual([GIVE_BACK])
  })

  it('gives nothing back where its lease was reaped: by now the slot may be held by another run', () => {
    expect(decideFlow({ ...holding('RUNNING'), leases: [] }, { type: 'COMPLETED' }).slots).toEqual([])
  })

  it.each<[string, FlowSituation]>([
    ['the limit is gone', { limits: [] }],
    ['the limit is switched off', { limits: [slotLimit({ active: false, active_slots: 1 })] }],
    ['the deployment has none', { deployment: {} }],
    ['there is no deployment', { deployment: null }],
  ])('ends well where %s', (_, given) => {
    const decision = decideFlow({ ...holding('RUNNING', null), ...given }, { type: 'COMPLETED' })
    expect([decision.verdict.status, decision.slots]).toEqual(['ACCEPT', []])
  })
})
