import { cleanupDispatcherOf } from '../operations/work-pools/cleanup-dispatcher.ts'
import { dropHopelessCleanups } from '../operations/work-pools/worker-cleanups.ts'
import type { Service } from './service.ts'

/** Drops messages to workers that nobody could act on. [E23] */
export const cleanupReconciler: Service = {
  name: 'cleanup-reconciler',
  settingSwitch: 'server.services.cleanup_reconciler.enabled',
  intervalSeconds: (settings) => settings['server.services.cleanup_reconciler.loop_seconds'],
  async tick(ctx) {
    await dropHopelessCleanups(ctx)
  },
}

/** How long a message waits at most that another server queued, or whose worker fell silent. */
const DISPATCH_SECONDS = 1

/** Hands messages to the workers that are connected to this server; asks for nothing where there are none. [E46] */
export const cleanupDispatch: Service = {
  name: 'cleanup-dispatch',
  intervalSeconds: () => DISPATCH_SECONDS,
  tick: (ctx) => cleanupDispatcherOf(ctx).dispatchAll(),
}
