import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** The newest sign of life of a run's process. */
export interface Heartbeat {
  readonly flow_run_id: string
  /** When the server received it. */
  readonly heard: Instant
  /** When it was sent, by the clock of its sender. */
  readonly occurred: Instant
  /** When the one before it was sent; null if there is none or it is not known here. */
  readonly previous: Instant | null
}

const batch = defineBatch<Heartbeat>({
  name: 'note-heartbeats',
  columns: { flow_run_id: 'uuid', heard: 'instant', occurred: 'instant', previous: 'instant' },
  steps: {
    rows: () => `
      INSERT INTO reeve_heartbeat (flow_run_id, heard, occurred, previous)
      SELECT flow_run_id, heard, occurred, previous FROM input WHERE true ORDER BY flow_run_id
      ON CONFLICT (flow_run_id) DO UPDATE SET heard = excluded.heard, occurred = excluded.occurred,
        previous = coalesce(excluded.previous, reeve_heartbeat.occurred)
      WHERE excluded.occurred > reeve_heartbeat.occurred`,
  },
})

/** Notes when runs were heard of last, one heartbeat a run; one that is older than what is known changes nothing. */
export const noteHeartbeats = async (db: Db, heartbeats: readonly Heartbeat[]): Promise<void> => {
  await batch.execute(db, heartbeats)
}
