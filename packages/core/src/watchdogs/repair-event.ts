import type { Event, State } from '@reeve/wire'
import { printInstant } from '@reeve/wire'
import { newEvent, type Occurrence } from '../events/index.ts'
import { type Finding, REPAIRS } from './repairs.ts'

/** The event `reeve.flow-run.repaired`: a watchdog ended a run, with this state, that nobody would have ended. */
export function repairEvent(
  run: { readonly id: string; readonly state: State },
  { watchdog, name, limitSeconds, worker, lastHeard }: Finding,
  occurrence: Occurrence,
): Event {
  return newEvent({
    ...occurrence,
    event: 'reeve.flow-run.repaired',
    resource: {
      'prefect.resource.id': `prefect.flow-run.${run.id}`,
      'prefect.resource.name': name,
      'reeve.watchdog': watchdog,
    },
    payload: {
      watchdog,
      ...REPAIRS[watchdog],
      reason: run.state.message ?? null,
      limit_seconds: limitSeconds,
      worker,
      last_heard: lastHeard && printInstant(lastHeard),
    },
    follows: run.state.id ?? null,
  })
}
