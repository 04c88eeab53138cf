import {
  markSilentWorkers,
  markUnservedDeployments,
  markUnservedPools,
  markUnservedQueues,
} from '../operations/work-pools/mark-unserved.ts'
import type { Service } from './service.ts'

/** Notices what is not served any more: workers first, since pools depend on them. [E18] */
export const foreman: Service = {
  name: 'foreman',
  settingSwitch: 'server.services.foreman.enabled',
  intervalSeconds: (settings) => settings['server.services.foreman.loop_seconds'],
  async tick(ctx) {
    await markSilentWorkers(ctx)
    await markUnservedPools(ctx)
    await markUnservedDeployments(ctx)
    await markUnservedQueues(ctx)
  },
}
