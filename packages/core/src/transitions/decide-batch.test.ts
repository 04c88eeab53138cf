import { describe, expect, it } from 'vitest'
import { ledgerOf } from '../slots/ledger.ts'
import { decideFlowRuns } from './decide-batch.ts'
import { flowRun, LIMIT_ID, propose, reeveId, slotLimit, state, surroundings, told } from './testing.ts'

const deployment = { concurrency_limit_id: LIMIT_ID }
const scheduled = (id: number) =>
  flowRun({ run: { id: reeveId(id) }, state: state({ type: 'SCHEDULED' }), deployment })

describe('a batch', () => {
  it('gives slots out in its order until there are none', () => {
    const cases = [1, 2, 3].map((id) => ({ facts: scheduled(id), proposed: propose({ type: 'PENDING' }) }))
    const { decisions, ledger } = decideFlowRuns(cases, {
      policy: 'core',
      ledger: ledgerOf([slotLimit({ limit: 2 })], []),
      surroundings: surroundings(),
    })
    expect(decisions.map(told)).toEqual([
      'ACCEPT -> PENDING/Pending',
      'ACCEPT -> PENDING/Pending',
      'REJECT: Deployment concurrency limit reached. -> SCHEDULED/AwaitingConcurrencySlot',
    ])
    expect(ledger.limits.get(LIMIT_ID)?.active_slots).toBe(2)
    expect(ledger.leases.size).toBe(2)
  })

  it('hands on the slot that one run gives back to the next', () => {
    const running = flowRun({ run: { id: reeveId(9) }, state: state({ type: 'RUNNING' }), deployment })
    const cases = [
      { facts: running, proposed: propose({ type: 'COMPLETED' }) },
      { facts: scheduled(1), proposed: propose({ type: 'PENDING' }) },
    ]
    const { decisions, ledger } = decideFlowRuns(cases, {
      policy: 'core',
      ledger: ledgerOf([slotLimit({ active_slots: 1 })], []),
      surroundings: surroundings(),
    })
    expect(decisions.map(({ verdict }) => verdict.status)).toEqual(['ACCEPT', 'ACCEPT'])
    expect(ledger.limits.get(LIMIT_ID)?.active_slots).toBe(1)
  })
})
