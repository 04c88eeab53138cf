import type { JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

interface LabelChange {
  id: string
  labels: JsonObject
}

const batch = defineBatch<LabelChange>({
  name: 'save-flow-run-labels',
  columns: { id: 'uuid', labels: 'json' },
  steps: {
    runs: () =>
      'UPDATE flow_run SET labels = i.labels FROM input AS i WHERE flow_run.id = i.id RETURNING flow_run.id',
  },
  result: 'runs',
})

/** Replaces a run's labels; false if there is no such run. [C10] */
export const saveFlowRunLabels = async (db: Db, id: string, labels: JsonObject): Promise<boolean> =>
  (await batch.execute(db, [{ id, labels }])).length > 0
