import { concurrencyLimitEvent, legacyConcurrencyLimitEvent } from '@reeve/core/events'
import { TAG_PREFIX } from '@reeve/core/slots'
import { deleteConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/delete-concurrency-limit'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import { deleteLegacyLimit } from '@reeve/database/queries/legacy-limits/delete-legacy-limit'
import { type LegacyLimitKey, readLegacyLimit } from '@reeve/database/queries/legacy-limits/read-legacy-limit'
import { loadLimits } from '@reeve/database/queries/slots/load-ledger'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { NotFound } from '../../http/errors.ts'
import { endLeasesOnLimit } from './reset-tag-limit.ts'

/** Deletes a limit on a tag and ends the leases on it. An id may be that of any limit. Throws NotFound. [F12, F16] */
export const deleteTagLimit = (ctx: Context, key: LegacyLimitKey): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const limit = await readConcurrencyLimit(db, 'id' in key ? key : { name: TAG_PREFIX + key.tag })
    if (limit) {
      await loadLimits(db, [limit.id])
      await endLeasesOnLimit(db, limit.id)
      await deleteConcurrencyLimit(db, limit.id)
      return { result: null, events: [concurrencyLimitEvent('deleted', limit, occurrence(ctx))] }
    }
    const legacy = await readLegacyLimit(db, key)
    if (!legacy) throw new NotFound('Concurrency limit')
    await deleteLegacyLimit(db, legacy.id)
    return { result: null, events: [legacyConcurrencyLimitEvent('deleted', legacy, occurrence(ctx))] }
  })
