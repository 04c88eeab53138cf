import type { Db } from '@reeve/database'
import {
  type Heartbeat,
  noteHeartbeats as saveHeartbeats,
} from '@reeve/database/queries/heartbeats/note-heartbeats'
import type { Event, Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'

/** The event by which the process of a flow run says that it lives. */
const HEARTBEAT = 'prefect.flow-run.heartbeat'

const FLOW_RUN = /^prefect\.flow-run\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** Notes which runs live, as far as events tell, unless nobody would look at it. */
export async function noteHeartbeats(ctx: Context, db: Db, events: readonly Event[]): Promise<void> {
  if (!ctx.settings['reeve.watchdogs.heartbeat_enabled']) return
  await saveHeartbeats(db, newestHeartbeats(events, ctx.clock.now()))
}

/** The newest heartbeat of each run, with the time of the one before it. */
function newestHeartbeats(events: readonly Event[], heard: Instant): Heartbeat[] {
  const newest = new Map<string, Heartbeat>()
  for (const { id, occurred } of events.flatMap(toHeartbeat).sort(byTime)) {
    const known = newest.get(id)
    if (known && known.occurred >= occurred) continue
    newest.set(id, { flow_run_id: id, heard, occurred, previous: known?.occurred ?? null })
  }
  return [...newest.values()]
}

function toHeartbeat({ event, resource, occurred }: Event): { id: string; occurred: Instant }[] {
  if (event !== HEARTBEAT) return []
  const id = FLOW_RUN.exec(resource['prefect.resource.id'] ?? '')?.[1]
  return id === undefined ? [] : [{ id, occurred }]
}

const byTime = (a: { occurred: Instant }, b: { occurred: Instant }) => (a.occurred < b.occurred ? -1 : 1)
