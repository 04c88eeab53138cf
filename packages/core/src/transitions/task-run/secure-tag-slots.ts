import { newLease, UNRENEWED_LEASE_SECONDS } from '../../slots/leases.ts'
import { hasRoom, TAG_PREFIX } from '../../slots/limits.ts'
import { clampedPoissonInterval } from '../../slots/retry-after.ts'
import type { SlotEffect, SlotLimit, TaskRunColumns, TaskRunFacts } from '../facts.ts'
import { ANY, abort, type Outcome, type Proposal, type TaskRunRule, types, wait } from '../rule.ts'

type TaskRunProposal = Proposal<TaskRunFacts, TaskRunFacts['run']>
type Refusal = Pick<Outcome<TaskRunColumns>, 'verdict' | 'proposed'>

/**
 * A task takes a slot on every limit on its tags, or on none of them. Where several limits refuse, the last one
 * speaks. [B50, F17-F19]
 */
export const secureTagSlots: TaskRunRule = {
  from: ANY,
  to: types('RUNNING'),
  before(proposal) {
    const limits = activeLimits(proposal)
    const full = refuseFull(limits, proposal)
    if (full) return full
    const legacy = legacyLimits(proposal, limits)
    const refusal = refuseLegacy(legacy, proposal) ?? refuseZero(limits)
    if (refusal) return refusal
    const slots = [...takeAll(limits, proposal), ...takeLegacy(legacy, proposal)]
    return slots.length === 0 ? undefined : { slots }
  },
}

const tagOf = (limit: SlotLimit): string => limit.name.slice(TAG_PREFIX.length)

const deadlock = (tag: string): Refusal =>
  abort(`The concurrency limit on tag "${tag}" is 0 and will deadlock if the task tries to run again.`)

function activeLimits({ facts, ledger }: TaskRunProposal): SlotLimit[] {
  const limits = facts.tagLimitIds.map((id) => ledger.limits.get(id))
  return limits.filter((limit) => limit?.active === true) as SlotLimit[]
}

function refuseZero(limits: readonly SlotLimit[]): Refusal | undefined {
  const zero = limits.findLast((limit) => limit.limit === 0)
  return zero && deadlock(tagOf(zero))
}

/** Waits as long as the most contended limit's slots are usually held. [F18] */
function refuseFull(active: readonly SlotLimit[], { surroundings }: TaskRunProposal): Refusal | undefined {
  const { now, settings, random } = surroundings
  const limits = active.filter((limit) => limit.limit > 0)
  if (limits.every((limit) => hasRoom(limit, 1, now))) return undefined
  const contention = (limit: SlotLimit) => limit.active_slots / limit.limit
  const blocking = limits.reduce((most, limit) => (contention(limit) > contention(most) ? limit : most))
  const longest = settings.tagSlotWaitSeconds
  const seconds = clampedPoissonInterval(
    Math.min(blocking.avg_slot_occupancy_seconds || longest, longest),
    random,
  )
  return wait(roundHalfEven(seconds), `Concurrency limit reached for tags: ${limits.map(tagOf).join(', ')}`)
}

function takeAll(limits: readonly SlotLimit[], { run, surroundings }: TaskRunProposal): SlotEffect[] {
  if (limits.length === 0) return []
  const request = {
    id: surroundings.newId(),
    limitIds: limits.map((limit) => limit.id),
    slots: 1,
    holder: { type: 'task_run', id: run.id },
    durationSeconds: UNRENEWED_LEASE_SECONDS,
  } as const
  return [{ kind: 'take', lease: newLease(request, surroundings.now) }]
}

type LegacyLimit = TaskRunFacts['legacyTagLimits'][number]

function legacyLimits({ facts }: TaskRunProposal, limits: readonly SlotLimit[]): readonly LegacyLimit[] {
  if (facts.legacyTagLimits.length === 0) return facts.legacyTagLimits
  const newer = new Set(limits.map(tagOf))
  return facts.legacyTagLimits.filter(({ tag }) => !newer.has(tag))
}

/** [F19] */
function refuseLegacy(
  limits: readonly LegacyLimit[],
  { surroundings }: TaskRunProposal,
): Refusal | undefined {
  const refusing = limits.findLast((limit) => limit.active_slots.length >= limit.concurrency_limit)
  if (!refusing) return undefined
  if (refusing.concurrency_limit === 0) return deadlock(refusing.tag)
  const seconds = Math.trunc(surroundings.settings.tagSlotWaitSeconds)
  return wait(seconds, `Concurrency limit for the ${refusing.tag} tag has been reached`)
}

const takeLegacy = (limits: readonly LegacyLimit[], { run }: TaskRunProposal): SlotEffect[] =>
  limits.map(({ id }) => ({ kind: 'legacy-take', limitRowId: id, taskRunId: run.id }))

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
