import { describe, expect, it } from 'vitest'
import type { Lease } from '../facts.ts'
import {
  decideTask,
  reeveId,
  slotLease,
  slotLimit,
  state,
  TASK_RUN_ID,
  type TaskSituation,
} from '../testing.ts'

const onTag: Lease = slotLease({ resource_ids: [reeveId(1)] })
const elsewhere: Lease = slotLease({ id: reeveId(501), resource_ids: [reeveId(2)] })
const rows = [
  { id: 'mine', tag: 'b', concurrency_limit: 2, active_slots: ['other', TASK_RUN_ID] },
  { id: 'theirs', tag: 'c', concurrency_limit: 2, active_slots: ['other'] },
]

const situation: TaskSituation = {
  state: state({ type: 'RUNNING' }),
  facts: { tagLimitIds: [reeveId(1)], heldLeaseIds: [onTag.id, elsewhere.id], legacyTagLimits: rows },
  limits: [slotLimit({ id: reeveId(1), name: 'tag:a' }), slotLimit({ id: reeveId(2), name: 'other' })],
  leases: [onTag, elsewhere],
}

const RELEASED = [
  { kind: 'release', leaseId: onTag.id },
  { kind: 'legacy-release', limitRowId: 'mine', taskRunId: TASK_RUN_ID },
]

describe('the slots that a task holds on its tags', () => {
  it.each(['COMPLETED', 'FAILED', 'SCHEDULED', 'PENDING', 'PAUSED'] as const)(
    'are given back at %s',
    (type) => {
      expect(decideTask(situation, { type }).slots).toEqual(RELEASED)
    },
  )

  it('are kept while it is being cancelled', () => {
    expect(decideTask(situation, { type: 'CANCELLING' }).slots).toEqual([])
  })

  it.each(['minimal', 'background', 'client-side'] as const)(
    'are given back by the %s policy too',
    (policy) => {
      expect(decideTask({ ...situation, policy }, { type: 'FAILED' }).slots).toEqual(RELEASED)
    },
  )

  it('are given back by a task that waits for its retry', () => {
    const run = { run_count: 1, empirical_policy: { retries: 1 } }
    const decision = decideTask({ ...situation, run }, { type: 'FAILED' })
    expect([decision.verdict.status, decision.slots]).toEqual(['REJECT', RELEASED])
  })

  it('are kept where the proposal is turned down', () => {
    const completed = state({ type: 'COMPLETED', data: { type: 'reference' } })
    expect(decideTask({ ...situation, state: completed }, { type: 'FAILED' }).slots).toEqual([])
  })

  it('are none once its leases are gone', () => {
    expect(decideTask({ ...situation, leases: [] }, { type: 'FAILED' }).slots).toEqual(RELEASED.slice(1))
  })
})
