import type { SlotClock } from '@reeve/core/slots'
import type { Context } from '../../context.ts'
import { transitionSettings } from '../flow-runs/surroundings.ts'

/** The time and settings that slots are counted by. To be taken once the limits are locked. */
export const slotClock = (ctx: Context): SlotClock => ({
  now: ctx.clock.now(),
  settings: transitionSettings(ctx.settings),
})
