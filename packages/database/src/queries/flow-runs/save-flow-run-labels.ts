import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** A run with its labels from now on. */
export interface LabelChange {
  readonly id: string
  readonly labels: JsonObject
  readonly now: Instant
}

const batch = defineBatch<LabelChange>({
  name: 'save-flow-run-labels',
  columns: { id: 'uuid', labels: 'json', now: 'instant' },
  steps: {
    runs: () => `
      UPDATE flow_run SET labels = i.labels, updated = i.now FROM input AS i
      WHERE flow_run.id = i.id RETURNING flow_run.id`,
  },
  result: 'runs',
})

/** Replaces a run's labels; false if there is no such run. [C10] */
export const saveFlowRunLabels = async (db: Db, change: LabelChange): Promise<boolean> =>
  (await batch.execute(db, [change])).length > 0
