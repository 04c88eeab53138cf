import type { Settings } from '../../settings.ts'

/** What the vacuum may delete. */
export const VACUUM_KINDS = ['events', 'flow_runs', 'orphans'] as const
export type VacuumKind = (typeof VACUUM_KINDS)[number]

/** What the settings let the vacuum delete: true means everything, false nothing but events. [E22] */
export function vacuumKinds(settings: Settings): ReadonlySet<string> {
  const enabled = settings['server.services.db_vacuum.enabled']
  if (enabled === true) return new Set(VACUUM_KINDS)
  if (enabled === false) return new Set(['events'])
  return new Set(enabled.includes('flow_runs') ? [...enabled, 'orphans'] : enabled)
}
