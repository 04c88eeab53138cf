import type { Event, Instant } from '@reeve/wire'
import { printInstant } from '@reeve/wire'
import { newEvent, type Occurrence } from '../events/index.ts'

/** What a watchdog did to a run, and why. */
export interface Repair {
  readonly watchdog: string
  readonly run: { readonly id: string; readonly name: string }
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly limitSeconds: number
  readonly worker: string | null
  readonly lastHeard: Instant | null
}

/** The event `reeve.flow-run.repaired`: a watchdog ended a run that nobody would have ended. */
export const repairEvent = (repair: Repair, occurrence: Occurrence): Event =>
  newEvent({
    ...occurrence,
    event: 'reeve.flow-run.repaired',
    resource: {
      'prefect.resource.id': `prefect.flow-run.${repair.run.id}`,
      'prefect.resource.name': repair.run.name,
      'reeve.watchdog': repair.watchdog,
    },
    payload: {
      watchdog: repair.watchdog,
      from: repair.from,
      to: repair.to,
      reason: repair.reason,
      limit_seconds: repair.limitSeconds,
      worker: repair.worker,
      last_heard: repair.lastHeard && printInstant(repair.lastHeard),
    },
  })
