import type { Instant, JsonObject } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db, Statement } from '../../database.ts'

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
      WHERE flow_run.id = i.id`,
  },
})

const locked: Statement = {
  name: 'lock-flow-run-labels',
  text: (dialect) => `SELECT labels FROM flow_run WHERE id = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}

/** A run's labels, locked so that nobody else changes them meanwhile; undefined if there is no such run. */
export async function lockFlowRunLabels(db: Db, id: string): Promise<JsonObject | undefined> {
  const [row] = await db.run<{ labels: JsonObject | null }>(locked, [id])
  return row && (row.labels ?? {})
}

/** Replaces a run's labels. [C10] */
export const saveFlowRunLabels = async (db: Db, change: LabelChange): Promise<void> => {
  await batch.execute(db, [change])
}
