import { type Instant, secondsBetween } from '@reeve/wire'
import type { SlotLimit, TransitionSettings } from '../transitions/facts.ts'

/** No average occupancy is taken to be shorter than this, in seconds. */
const MINIMUM_OCCUPANCY_SECONDS = 0.1
/** The average occupancy looks back over this many times the limit. */
const SAMPLES_PER_SLOT = 2

/** Names of limits on task tags begin with this. [F2, F12] */
export const TAG_PREFIX = 'tag:'

/** When slots are counted, and how long waits for them are taken to be at most. */
export interface SlotClock {
  readonly now: Instant
  readonly settings: Pick<TransitionSettings, 'tagSlotWaitSeconds' | 'maximumSlotWaitSeconds'>
}

/** The longest wait for one of its slots, in seconds. [F2] */
export const longestWaitSeconds = (limit: SlotLimit, { settings }: SlotClock): number =>
  limit.name.startsWith(TAG_PREFIX) ? settings.tagSlotWaitSeconds : settings.maximumSlotWaitSeconds

const decayed = (slots: number, perSecond: number, { updated }: SlotLimit, now: Instant): number =>
  perSecond === 0
    ? slots
    : Math.max(0, slots - Math.floor(perSecond * Math.max(0, secondsBetween(updated, now))))

/** The slots that are taken by now. [F2] */
export const effectiveActiveSlots = (limit: SlotLimit, now: Instant): number =>
  decayed(limit.active_slots, limit.slot_decay_per_second, limit, now)

/** The denials that still count. [F2] */
export function effectiveDeniedSlots(limit: SlotLimit, clock: SlotClock): number {
  if (limit.denied_slots === 0) return 0
  const occupancy = Math.min(limit.avg_slot_occupancy_seconds, longestWaitSeconds(limit, clock))
  const perSecond = limit.slot_decay_per_second || 1 / Math.max(MINIMUM_OCCUPANCY_SECONDS, occupancy)
  return decayed(limit.denied_slots, perSecond, limit, clock.now)
}

/** True if this many slots can be taken. A limit that is switched off gives none to a set that names it. [F3] */
export const hasRoom = (limit: SlotLimit, slots: number, now: Instant): boolean =>
  limit.active && effectiveActiveSlots(limit, now) + slots <= limit.limit

/** The limit once slots were taken. [F3] */
export const withTaken = (limit: SlotLimit, slots: number, clock: SlotClock): SlotLimit => ({
  ...limit,
  active_slots: effectiveActiveSlots(limit, clock.now) + slots,
  denied_slots: effectiveDeniedSlots(limit, clock),
  updated: clock.now,
})

/** Slots that are given back. */
export interface GivenBack {
  readonly slots: number
  /** How long they were held, if the average shall learn from it. */
  readonly occupancySeconds?: number
}

/** The limit once slots were given back, never below none; one that is switched off stays as it is. [F4] */
export function withGivenBack(
  limit: SlotLimit,
  { slots, occupancySeconds }: GivenBack,
  clock: SlotClock,
): SlotLimit {
  if (!limit.active) return limit
  return {
    ...limit,
    active_slots: Math.max(0, effectiveActiveSlots(limit, clock.now) - slots),
    denied_slots: effectiveDeniedSlots(limit, clock),
    avg_slot_occupancy_seconds: averageOccupancy(limit, slots, occupancySeconds),
    updated: clock.now,
  }
}

/** A limit of 0 has no slots to learn from. [F4] */
function averageOccupancy(
  { limit, avg_slot_occupancy_seconds: average }: SlotLimit,
  slots: number,
  occupancy?: number,
) {
  if (!occupancy || limit === 0) return average
  const samples = limit * SAMPLES_PER_SLOT
  return average + Math.max(occupancy / slots, MINIMUM_OCCUPANCY_SECONDS) / samples - average / samples
}
