import { cancelLeftSubflows, cancelLeftTasks } from '../operations/flow-runs/clean-up-cancelled-runs.ts'
import { timeOutCancellations } from '../operations/flow-runs/time-out-cancellations.ts'
import type { Service } from './service.ts'

/** Ends what cancelled runs left behind, and cancellations that nobody confirms. [E15-E17] */
export const cancellationCleanup: Service = {
  name: 'cancellation-cleanup',
  settingSwitch: 'server.services.cancellation_cleanup.enabled',
  intervalSeconds: (settings) => settings['server.services.cancellation_cleanup.loop_seconds'],
  async tick(ctx) {
    await timeOutCancellations(ctx)
    await cancelLeftTasks(ctx)
    await cancelLeftSubflows(ctx)
  },
}
