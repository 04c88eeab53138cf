import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** The first state of a run that a schedule made. */
export interface FirstState {
  run_id: string
  state_id: string
  message: string
  state_details: JsonObject
  scheduled_time: Instant
  now: Instant
}

const batch = defineBatch<FirstState>({
  name: 'schedule-flow-runs',
  columns: {
    run_id: 'uuid',
    state_id: 'uuid',
    message: 'text',
    state_details: 'json',
    scheduled_time: 'instant',
    now: 'instant',
  },
  steps: {
    states: () => `
      INSERT INTO flow_run_state (id, created, updated, flow_run_id, type, timestamp, name, message, state_details)
      SELECT state_id, now, now, run_id, 'SCHEDULED', now, 'Scheduled', message, state_details FROM input`,
    runs: () => `
      UPDATE flow_run SET state_id = i.state_id, state_type = 'SCHEDULED', state_name = 'Scheduled',
        expected_start_time = i.scheduled_time, next_scheduled_start_time = i.scheduled_time
      FROM input AS i WHERE flow_run.id = i.run_id`,
  },
})

/**
 * Gives runs that a schedule made, and that have no state yet, their first: no transition, since none decides
 * about it and none tells of it. When it was set is not kept on the run. [E10, E11]
 */
export async function scheduleFlowRuns(db: Db, states: readonly FirstState[]): Promise<void> {
  await batch.execute(db, states)
}
