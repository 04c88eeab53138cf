import { keepVigil, type Vigil, type WatchdogName } from '@reeve/core/watchdogs'
import type { Context } from '../../context.ts'

/** A watchdog that comes later than this many times its interval was away, and so may the server have been. */
const MISSED_TICKS = 3
/** Shorter breaks than this keep nobody from reporting. */
const SHORTEST_BREAK_SECONDS = 60

const ofServer = new WeakMap<object, Map<WatchdogName, Vigil>>()

/**
 * Runs a tick of a watchdog, which is told since when this server has been there without a break. A tick that fails
 * breaks the vigil: who cannot read may not have heard either. [G6]
 */
export async function underVigil(
  ctx: Context,
  name: WatchdogName,
  tick: (vigil: Vigil) => Promise<void>,
): Promise<void> {
  const vigils = vigilsOf(ctx)
  const loopSeconds = ctx.settings['reeve.watchdogs.loop_seconds']
  const maxGapSeconds = Math.max(SHORTEST_BREAK_SECONDS, MISSED_TICKS * loopSeconds)
  const vigil = keepVigil(vigils.get(name), { now: ctx.clock.now(), maxGapSeconds })
  vigils.delete(name)
  await tick(vigil)
  vigils.set(name, vigil)
}

function vigilsOf({ broadcast }: Context): Map<WatchdogName, Vigil> {
  const known = ofServer.get(broadcast)
  if (known) return known
  const made = new Map<WatchdogName, Vigil>()
  ofServer.set(broadcast, made)
  return made
}
