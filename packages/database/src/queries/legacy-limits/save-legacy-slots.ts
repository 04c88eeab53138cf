import type { Instant } from '@reeve/wire'
import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'

/** The columns of an older limit that taking and giving back slots changes. */
export interface LegacySlots {
  id: string
  active_slots: readonly string[]
  updated: Instant
}

const batch = defineBatch<LegacySlots>({
  name: 'save-legacy-slots',
  columns: { id: 'uuid', active_slots: 'json', updated: 'instant' },
  steps: {
    limits: () => `
      UPDATE concurrency_limit SET active_slots = i.active_slots, updated = i.updated FROM input AS i
      WHERE concurrency_limit.id = i.id`,
  },
})

/** Writes the slots of older limits whose rows are locked by `lockLegacyLimits`. */
export const saveLegacySlots = async (db: Db, rows: readonly LegacySlots[]): Promise<void> => {
  await batch.execute(db, rows)
}
