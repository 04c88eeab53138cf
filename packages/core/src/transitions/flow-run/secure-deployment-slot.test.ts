import { describe, expect, it } from 'vitest'
import type { DeploymentFacts, SlotLimit } from '../facts.ts'
import {
  at,
  decideFlow,
  type FlowSituation,
  LIMIT_ID,
  NOW,
  reeveId,
  slotLimit,
  state,
  told,
} from '../testing.ts'

type Options = DeploymentFacts['concurrency_options']

const situation = (limit: Partial<SlotLimit>, concurrency_options: Options = null) => ({
  state: state({ type: 'SCHEDULED' }),
  deployment: { concurrency_limit_id: LIMIT_ID, concurrency_options },
  limits: [slotLimit(limit)],
})

const submit = (given: Parameters<typeof decideFlow>[0]) => decideFlow(given, { type: 'PENDING' })

describe('a run that is handed to a worker', () => {
  it('takes a slot under a lease that its state names', () => {
    const { slots, state: written } = submit(situation({}))
    const lease = {
      id: reeveId(1),
      resource_ids: [LIMIT_ID],
      slots: 1,
      holder: null,
      created_at: NOW,
      expiration: at(300),
    }
    expect(slots).toEqual([{ kind: 'take', lease }])
    expect(written?.state_details.deployment_concurrency_lease_id).toBe(lease.id)
  })

  it('holds it for the grace period of its deployment', () => {
    const options = { collision_strategy: 'ENQUEUE', grace_period_seconds: 90 } as const
    expect(submit(situation({}, options)).slots).toMatchObject([{ lease: { expiration: at(90) } }])
  })

  it('waits its turn if the limit is full', () => {
    const decision = submit(situation({ active_slots: 1 }))
    expect(told(decision)).toBe(
      'REJECT: Deployment concurrency limit reached. -> SCHEDULED/AwaitingConcurrencySlot',
    )
    expect(decision.state?.state_details.scheduled_time).toBe(at(30))
    expect(decision.slots).toEqual([])
  })

  it('is cancelled if the limit is full and new runs yield', () => {
    const options = { collision_strategy: 'CANCEL_NEW', grace_period_seconds: null } as const
    const decision = submit(situation({ active_slots: 1 }, options))
    expect(told(decision)).toBe('REJECT: Deployment concurrency limit reached. -> CANCELLED/Cancelled')
    expect(decision.state?.message).toBe('Deployment concurrency limit reached.')
  })

  it('finds the slots that have come back by themselves', () => {
    const limit = { active_slots: 1, slot_decay_per_second: 0.5 }
    expect(submit(situation({ ...limit, updated: at(-1) })).verdict.status).toBe('REJECT')
    expect(submit(situation({ ...limit, updated: at(-2) })).verdict.status).toBe('ACCEPT')
  })

  it('is turned away from a limit of 0', () => {
    expect(told(submit(situation({ limit: 0 })))).toBe(
      'ABORT: The deployment concurrency limit is 0. The flow will deadlock if submitted again.',
    )
  })

  it('finds no room in a limit that is switched off', () => {
    expect(submit(situation({ active: false })).state?.name).toBe('AwaitingConcurrencySlot')
  })

  it('is turned away if its deployment is gone', () => {
    const decision = decideFlow(
      { run: { deployment_id: reeveId(3) }, state: state({ type: 'SCHEDULED' }) },
      { type: 'PENDING' },
    )
    expect(told(decision)).toBe('ABORT: Deployment not found.')
  })

  it('gets no slot where a later rule refuses it', () => {
    const decision = submit({ ...situation({}), state: state({ type: 'PAUSED' }) })
    expect([decision.verdict.status, decision.slots]).toEqual(['REJECT', []])
  })
})

describe('no slot is asked for', () => {
  it.each<[string, FlowSituation]>([
    ['without a deployment', { deployment: null }],
    ['without a limit', { deployment: {} }],
    ['if the limit is gone', { limits: [] }],
    ['on the way from one pending state to another', { state: state({ type: 'PENDING' }) }],
    ['by force', { policy: 'minimal' }],
    ...['3.0.0rc20', '3.0.0', '3.0.1', '3.0.2', '3.0.3'].map((version): [string, FlowSituation] => [
      `for workers of ${version}, which take it themselves`,
      { surroundings: { client: { version, apiVersion: null } } },
    ]),
  ])('%s', (_, given) => {
    const decision = decideFlow(
      { ...situation({ active_slots: 1 }), ...given },
      { type: 'PENDING', name: 'Submitting' },
    )
    expect([decision.verdict.status, decision.slots]).toEqual(['ACCEPT', []])
  })
})
