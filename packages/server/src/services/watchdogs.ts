import type { WatchdogName } from '@reeve/core/watchdogs'
import { underVigil } from '../operations/watchdogs/keep-vigil.ts'
import { forgetEndedRuns, watchHeartbeats } from '../operations/watchdogs/watch-heartbeats.ts'
import { watchStuckRuns } from '../operations/watchdogs/watch-stuck-runs.ts'
import type { Settings } from '../settings.ts'
import type { Service } from './service.ts'

const intervalSeconds = (settings: Settings) => settings['reeve.watchdogs.loop_seconds']

/** A watchdog over runs that stay in a state while nobody is there who could bring them forward. */
const stuckRuns = (watchdog: Exclude<WatchdogName, 'heartbeat'>): Service => ({
  name: `${watchdog}-watchdog`,
  settingSwitch: `reeve.watchdogs.${watchdog}_enabled`,
  intervalSeconds,
  tick: (ctx) =>
    underVigil(ctx, watchdog, async (vigil) => {
      const limitSeconds = ctx.settings[`reeve.watchdogs.${watchdog}_seconds`]
      await watchStuckRuns(ctx, { watchdog, limitSeconds }, vigil)
    }),
})

/** Ends runs that wait for a worker that is gone. */
export const pendingWatchdog = stuckRuns('pending')

/** Ends runs that were to be stopped by a worker that is gone. */
export const cancellingWatchdog = stuckRuns('cancelling')

/** Ends runs whose process has stopped saying that it lives. */
export const heartbeatWatchdog: Service = {
  name: 'heartbeat-watchdog',
  settingSwitch: 'reeve.watchdogs.heartbeat_enabled',
  intervalSeconds,
  tick: (ctx) =>
    underVigil(ctx, 'heartbeat', async (vigil) => {
      await watchHeartbeats(ctx, vigil)
      await forgetEndedRuns(ctx)
    }),
}
