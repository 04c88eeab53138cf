import { defineBatch } from '../../batch.ts'
import type { Db } from '../../database.ts'
import type { HeldLease } from './lock-leases-of-limit.ts'

const batch = defineBatch<HeldLease>({
  name: 'narrow-leases',
  columns: { id: 'uuid', resource_ids: 'json' },
  steps: {
    leases: () => `
      UPDATE reeve_lease SET resource_ids = i.resource_ids FROM input AS i WHERE reeve_lease.id = i.id`,
  },
})

/** Leaves leases with fewer limits than they had. */
export const narrowLeases = async (db: Db, leases: readonly HeldLease[]): Promise<void> => {
  await batch.execute(db, leases)
}
