import { addSeconds } from '@reeve/wire'
import { lostByPrefect } from '../../slots/leases.ts'
import { hasRoom } from '../../slots/limits.ts'
import { CLIENT_WITH_LEASES, isClientAtLeast } from '../client-version.ts'
import type { FlowRunColumns, FlowRunFacts, SlotEffect, SlotLimit } from '../facts.ts'
import { type FlowRunRule, type Outcome, type Proposal, replace, types, withDetails } from '../rule.ts'
import { proposeState } from '../states.ts'
import { graceSeconds } from './deployment-slot.ts'

/**
 * A run that starts still holds its deployment slot: its lease is renewed, or taken anew if it was reaped while
 * infrastructure was made ready. If others took the slot meanwhile the run is cancelled. [B13, B14]
 */
export const checkLeaseAtStart: FlowRunRule = {
  from: types('PENDING'),
  to: types('RUNNING'),
  before(proposal) {
    const { current, proposed, facts, ledger, surroundings } = proposal
    const leaseId = current?.state_details.deployment_concurrency_lease_id ?? null
    const kept =
      leaseId === proposed.state_details.deployment_concurrency_lease_id
        ? undefined
        : withDetails(proposed, { deployment_concurrency_lease_id: leaseId })
    if (leaseId === null || !isClientAtLeast(surroundings.client, CLIENT_WITH_LEASES)) return kept
    const limit = ledger.limits.get(facts.deployment?.concurrency_limit_id ?? '')
    if (!facts.deployment || !limit) return kept
    if (ledger.leases.has(leaseId)) {
      const expiration = addSeconds(surroundings.now, graceSeconds(facts.deployment, surroundings.settings))
      return { ...kept, slots: [{ kind: 'renew', leaseId, expiration }] }
    }
    return takeAnew(proposal, limit, leaseId)
  },
}

function takeAnew(
  { proposed, facts, surroundings }: Proposal<FlowRunFacts, FlowRunFacts['run']>,
  limit: SlotLimit,
  leaseId: string,
): Outcome<FlowRunColumns> {
  const { now, settings, newId } = surroundings
  // The slot behind a lease that was lost with the server it lived in is still counted: the run has it already.
  const own = lostByPrefect(leaseId) && limit.active_slots > 0
  if (!hasRoom(limit, own ? 0 : 1, now)) {
    return replace(
      proposeState(
        {
          type: 'CANCELLED',
          message:
            'Deployment concurrency slot lost during provisioning - no slots available to continue execution',
        },
        now,
      ),
      'Deployment concurrency limit reached after lease expiry.',
    )
  }
  const lease = {
    id: newId(),
    resource_ids: [limit.id],
    slots: 1,
    holder: { type: 'flow_run', id: facts.run.id },
    created_at: now,
    expiration: addSeconds(now, graceSeconds(facts.deployment, settings)),
  } as const
  const given: SlotEffect[] = own ? [{ kind: 'give-back', limitId: limit.id, slots: 1 }] : []
  return {
    ...withDetails(proposed, { deployment_concurrency_lease_id: lease.id }),
    slots: [...given, { kind: 'take', lease }],
  }
}
