import type { SlotLimit } from '../transitions/facts.ts'
import { longestWaitSeconds, type SlotClock } from './limits.ts'

/** How far above its mean an interval may be drawn. [F11] */
const DEFAULT_CLAMP = 0.3
/** Beyond this the lower bound is nothing, and computing it would overflow. */
const LARGEST_CLAMP = 50
const SMALLEST_PROBABILITY = 1e-10

/**
 * Draws an interval with this mean, in the mean's unit, between a lower bound and `mean * (1 + clamp)`, so that
 * those who wait do not all come back at once. None if the mean is none. [F11]
 */
export function clampedPoissonInterval(mean: number, random: () => number, clamp = DEFAULT_CLAMP): number {
  if (mean <= 0) return 0
  const upper = 1 + clamp
  const lower = upper >= LARGEST_CLAMP ? 0 : Math.log2(2 ** upper / (2 ** upper - 1))
  const from = 1 - Math.exp(-lower)
  const to = 1 - Math.exp(-upper)
  return -Math.log(Math.max(1 - (from + (to - from) * random()), SMALLEST_PROBABILITY)) * mean
}

/** How many slots stand before the next one is free, as far as the denials so far tell. */
const blockingSlots = (limit: SlotLimit, slots: number): number =>
  limit.slot_decay_per_second > 0 ? slots + limit.denied_slots : (slots + limit.denied_slots) / limit.limit

/**
 * How long to wait, in seconds, before asking again for slots that were denied, by the limit that blocks most; no
 * limit may be smaller than the slots asked for. 0 if none is active. [F6]
 */
export function retryAfterSeconds(
  limits: readonly SlotLimit[],
  slots: number,
  clock: SlotClock & { readonly random: () => number },
): number {
  let blocking: SlotLimit | undefined
  for (const limit of limits) {
    if (limit.active && (!blocking || blockingSlots(limit, slots) > blockingSlots(blocking, slots)))
      blocking = limit
  }
  return blocking ? clampedPoissonInterval(meanWaitSeconds(blocking, slots, clock), clock.random) : 0
}

function meanWaitSeconds(limit: SlotLimit, slots: number, clock: SlotClock): number {
  const ahead = blockingSlots(limit, slots)
  if (limit.slot_decay_per_second > 0) return ahead / limit.slot_decay_per_second
  const longest = longestWaitSeconds(limit, clock)
  return Math.min(Math.min(limit.avg_slot_occupancy_seconds, longest) * ahead, longest)
}
