import type { SlotEffect } from '../facts.ts'
import { ANY, type TaskRunRule } from '../rule.ts'

/** A task that no longer runs gives its slots back. [B56] */
export const releaseTagSlots: TaskRunRule = {
  from: ANY,
  to: ANY,
  always: true,
  after({ facts, proposed, run, ledger }) {
    if (!proposed || proposed.type === 'RUNNING' || proposed.type === 'CANCELLING') return undefined
    const slots: SlotEffect[] = []
    for (const leaseId of facts.heldLeaseIds) {
      const limitIds = ledger.leases.get(leaseId)?.resource_ids ?? []
      if (limitIds.some((id) => facts.tagLimitIds.includes(id))) slots.push({ kind: 'release', leaseId })
    }
    for (const limit of facts.legacyTagLimits) {
      if (!limit.active_slots.includes(run.id)) continue
      slots.push({ kind: 'legacy-release', limitRowId: limit.id, taskRunId: run.id })
    }
    return slots.length === 0 ? undefined : { slots }
  },
}
