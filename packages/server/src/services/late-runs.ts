import { markLateRuns } from '../operations/flow-runs/mark-late-runs.ts'
import type { Service } from './service.ts'

/** Marks runs that nobody picked up in time. [E13] */
export const lateRuns: Service = {
  name: 'late-runs',
  settingSwitch: 'server.services.late_runs.enabled',
  intervalSeconds: (settings) => settings['server.services.late_runs.loop_seconds'],
  async tick(ctx) {
    await markLateRuns(ctx)
  },
}
