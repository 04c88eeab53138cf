import type { Instant, Json } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** The data of a state, kept as an artifact. [A9] */
export interface ResultArtifact {
  id: string
  key: string | null
  type: string | null
  description: string | null
  data: Json
  flow_run_id: string | null
  task_run_id: string | null
  now: Instant
}

const batch = defineBatch<ResultArtifact>({
  name: 'insert-result-artifacts',
  columns: {
    id: 'uuid',
    key: 'text',
    type: 'text',
    description: 'text',
    data: 'plain-json',
    flow_run_id: 'uuid',
    task_run_id: 'uuid',
    now: 'instant',
  },
  steps: {
    artifacts: () => `
      INSERT INTO artifact (id, created, updated, key, type, description, data, flow_run_id, task_run_id)
      SELECT id, now, now, key, type, description, data, flow_run_id, task_run_id FROM input`,
  },
})

/** Keeps the data of states that carry any. */
export const insertResultArtifacts = async (db: Db, rows: readonly ResultArtifact[]): Promise<void> => {
  await batch.execute(db, rows)
}
