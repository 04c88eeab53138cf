import { vacuumEvents } from '../operations/retention/vacuum-events.ts'
import { vacuumFlowRuns } from '../operations/retention/vacuum-flow-runs.ts'
import { type VacuumKind, vacuumKinds } from '../operations/retention/vacuum-kinds.ts'
import { vacuumLogs } from '../operations/retention/vacuum-logs.ts'
import { vacuumOrphans } from '../operations/retention/vacuum-orphans.ts'
import type { Settings } from '../settings.ts'
import type { Service } from './service.ts'

const includes = (kind: VacuumKind) => (settings: Settings) => vacuumKinds(settings).has(kind)

const intervalSeconds = (settings: Settings) => settings['server.services.db_vacuum.loop_seconds']

/** Deletes old events; not where nothing writes events either. [E20] */
export const eventVacuum: Service = {
  name: 'event-vacuum',
  isOn: (settings) => includes('events')(settings) && settings['server.services.event_persister.enabled'],
  intervalSeconds,
  tick: vacuumEvents,
}

/** Deletes flow runs that ended long ago. [E21] */
export const flowRunVacuum: Service = {
  name: 'flow-run-vacuum',
  isOn: includes('flow_runs'),
  intervalSeconds,
  tick: vacuumFlowRuns,
}

/** Deletes what belongs to runs that are gone. [E22] */
export const orphanVacuum: Service = {
  name: 'orphan-vacuum',
  isOn: includes('orphans'),
  intervalSeconds: (settings) => settings['server.services.db_vacuum.orphan_cleanup_loop_seconds'],
  tick: vacuumOrphans,
}

/** Deletes old logs. */
export const logVacuum: Service = {
  name: 'log-vacuum',
  isOn: (settings) => settings['reeve.retention.logs'] !== null,
  intervalSeconds,
  tick: vacuumLogs,
}
