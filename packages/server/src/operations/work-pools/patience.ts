import type { Patience } from '@reeve/core/work'
import type { Settings } from '../../settings.ts'

/** How long workers may be silent. [E18] */
export const patienceWithWorkers = (settings: Settings): Patience => ({
  missedHeartbeats: settings['server.services.foreman.inactivity_heartbeat_multiple'],
  fallbackIntervalSeconds: settings['server.services.foreman.fallback_heartbeat_interval_seconds'],
})
