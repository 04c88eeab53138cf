import {
  scheduleRecentDeployments,
  scheduleShortDeployments,
} from '../operations/deployments/schedule-all.ts'
import type { Service } from './service.ts'

/** Keeps every schedule supplied with runs. [E7] */
export const scheduler: Service = {
  name: 'scheduler',
  settingSwitch: 'server.services.scheduler.enabled',
  intervalSeconds: (settings) => settings['server.services.scheduler.loop_seconds'],
  async tick(ctx) {
    await scheduleShortDeployments(ctx)
  },
}

/** Gives deployments that were just made or changed their runs without waiting for the scheduler. [E8] */
export const recentDeploymentsScheduler: Service = {
  name: 'recent-deployments-scheduler',
  settingSwitch: 'server.services.scheduler.enabled',
  intervalSeconds: (settings) => settings['server.services.scheduler.recent_deployments_loop_seconds'],
  async tick(ctx) {
    await scheduleRecentDeployments(ctx)
  },
}
