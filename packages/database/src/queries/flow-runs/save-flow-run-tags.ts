import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db, Statement } from '../../database.ts'

/** A run with its tags. */
export interface TaggedRun {
  readonly id: string
  readonly tags: readonly string[]
}

const load: Statement = {
  name: 'lock-flow-run-tags',
  text: (dialect) =>
    `SELECT id, tags FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)} ORDER BY id ${dialect.forUpdate}`,
}

/** The tags of these runs, their rows locked; runs that do not exist are absent. */
export const lockFlowRunTags = (db: Db, ids: readonly string[]): Promise<TaggedRun[]> =>
  db.run<TaggedRun>(load, [db.dialect.list(ids)])

const batch = defineBatch<TaggedRun & { readonly now: Instant }>({
  name: 'save-flow-run-tags',
  columns: { id: 'uuid', tags: 'json', now: 'instant' },
  steps: {
    runs: () => `
      UPDATE flow_run SET tags = i.tags, updated = i.now FROM input AS i WHERE flow_run.id = i.id`,
  },
})

/** Gives runs other tags. */
export const saveFlowRunTags = async (db: Db, runs: readonly TaggedRun[], now: Instant): Promise<void> => {
  await batch.execute(
    db,
    runs.map((run) => ({ ...run, now })),
  )
}
