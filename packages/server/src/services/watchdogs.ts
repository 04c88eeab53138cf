import { underVigil } from '../operations/watchdogs/keep-vigil.ts'
import { forgetEndedRuns, watchHeartbeats } from '../operations/watchdogs/watch-heartbeats.ts'
import { watchStuckRuns } from '../operations/watchdogs/watch-stuck-runs.ts'
import type { Settings } from '../settings.ts'
import type { Service } from './service.ts'

const intervalSeconds = (settings: Settings) => settings['reeve.watchdogs.loop_seconds']

/** Ends runs that wait for a worker that is gone. */
export const pendingWatchdog: Service = {
  name: 'pending-watchdog',
  settingSwitch: 'reeve.watchdogs.pending_enabled',
  intervalSeconds,
  tick: (ctx) =>
    underVigil(ctx, 'pending', async (vigil) => {
      const limitSeconds = ctx.settings['reeve.watchdogs.pending_seconds']
      await watchStuckRuns(ctx, { watchdog: 'pending', limitSeconds }, vigil)
    }),
}

/** Ends runs that were to be stopped by a worker that is gone. */
export const cancellingWatchdog: Service = {
  name: 'cancelling-watchdog',
  settingSwitch: 'reeve.watchdogs.cancelling_enabled',
  intervalSeconds,
  tick: (ctx) =>
    underVigil(ctx, 'cancelling', async (vigil) => {
      const limitSeconds = ctx.settings['reeve.watchdogs.cancelling_seconds']
      await watchStuckRuns(ctx, { watchdog: 'cancelling', limitSeconds }, vigil)
    }),
}

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
