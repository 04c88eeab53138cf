import { expirePauses } from '../operations/flow-runs/expire-pauses.ts'
import type { Service } from './service.ts'

/** Fails paused runs that nobody resumed in time. [E14] */
export const pauseExpirations: Service = {
  name: 'pause-expirations',
  settingSwitch: 'server.services.pause_expirations.enabled',
  intervalSeconds: (settings) => settings['server.services.pause_expirations.loop_seconds'],
  async tick(ctx) {
    await expirePauses(ctx)
  },
}
