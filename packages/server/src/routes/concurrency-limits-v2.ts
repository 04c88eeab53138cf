import { concurrencyLimitV2Routes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { createLimit, deleteLimit, updateLimit } from '../operations/limits/change-limits.ts'
import { giveBackLease, giveBackSlots } from '../operations/limits/give-back-slots.ts'
import { listLimits, readLimit } from '../operations/limits/read-limits.ts'
import { renewLease } from '../operations/limits/renew-lease.ts'
import { takeSlots, takeSlotsWithLease } from '../operations/limits/take-slots.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { pageLimit } from './paging.ts'

/** Limits on names, their slots and leases. */
export const concurrencyLimitV2Bindings: readonly BoundRoute[] = [
  bind(routes.createConcurrencyLimitV2, (ctx, { body }) => createLimit(ctx, body)),
  bind(routes.readConcurrencyLimitV2, (ctx, { params }) => readLimit(ctx, params.id_or_name)),
  bind(routes.readAllConcurrencyLimitsV2, (ctx, { body }) =>
    listLimits(ctx, { limit: pageLimit(ctx, body.limit), offset: body.offset }),
  ),
  bind(routes.updateConcurrencyLimitV2, (ctx, { params, body, sent }) =>
    updateLimit(ctx, params.id_or_name, pickSent(body, sent)),
  ),
  bind(routes.deleteConcurrencyLimitV2, (ctx, { params }) => deleteLimit(ctx, params.id_or_name)),

  bind(routes.bulkIncrementActiveSlots, (ctx, { body }) => takeSlots(ctx, body)),
  bind(routes.bulkDecrementActiveSlots, (ctx, { body }) => giveBackSlots(ctx, body)),
  bind(routes.bulkIncrementActiveSlotsWithLease, (ctx, { body }) => takeSlotsWithLease(ctx, body)),
  bind(routes.bulkDecrementActiveSlotsWithLease, (ctx, { body }) => giveBackLease(ctx, body.lease_id)),
  bind(routes.renewConcurrencyLease, (ctx, { params, body }) =>
    renewLease(ctx, params.lease_id, body.lease_duration),
  ),
]
