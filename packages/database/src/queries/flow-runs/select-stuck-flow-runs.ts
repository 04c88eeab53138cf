import type { Instant, JsonObject } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A run that has been in its state for long, and who may be at work on it. */
export interface StuckFlowRun {
  readonly id: string
  readonly name: string
  readonly state_timestamp: Instant
  readonly labels: JsonObject | null
  readonly work_pool_id: string | null
  readonly queue_last_polled: Instant | null
  readonly deployment_last_polled: Instant | null
}

/** Which runs to look at: a page of those that entered a state before a moment, by id. */
export interface StuckSelection {
  readonly type: 'PENDING' | 'CANCELLING'
  readonly before: Instant
  readonly after: string
  readonly limit: number
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

const stuck = (type: StuckSelection['type']): Statement => ({
  name: `select-stuck-${type.toLowerCase()}-runs`,
  text: (dialect) => `
    SELECT fr.id, fr.name, fr.state_timestamp, fr.labels, q.work_pool_id AS work_pool_id, q.last_polled AS queue_last_polled,
      d.last_polled AS deployment_last_polled
    FROM flow_run AS fr JOIN deployment AS d ON d.id = fr.deployment_id
    LEFT JOIN work_queue AS q ON q.id = fr.work_queue_id
    WHERE fr.state_type = '${type}' AND fr.id > ${dialect.parameter(1)}
      AND fr.state_timestamp <= ${dialect.parameter(2)}
    ORDER BY fr.id LIMIT ${dialect.parameter(3)}`,
})
const statements = { PENDING: stuck('PENDING'), CANCELLING: stuck('CANCELLING') }

/** Runs of deployments that have been in a state since before a moment; others have no worker to look for. */
export const selectStuckFlowRuns = (
  db: Db,
  { type, before, after, limit }: StuckSelection,
): Promise<StuckFlowRun[]> => db.run<StuckFlowRun>(statements[type], [after || NO_ID, before, limit])
