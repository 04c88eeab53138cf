import { SOON_SECONDS, workOffBulkOperations } from '../operations/bulk-operations/bulk-worker.ts'
import type { Service } from './service.ts'

/** Ten milliseconds: with a rate to hold, a batch comes every tenth of a second. */
const WAKE_SECONDS = 0.01

/** Works off the bulk operations that clients asked for. */
export const bulkOperations: Service = {
  name: 'bulk-operations',
  intervalSeconds: () => SOON_SECONDS,
  wake: { topic: 'bulk-operations', afterSeconds: WAKE_SECONDS },
  async tick(ctx) {
    await workOffBulkOperations(ctx)
  },
}
