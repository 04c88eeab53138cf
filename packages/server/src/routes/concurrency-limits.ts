import { concurrencyLimitRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { deleteTagLimit } from '../operations/limits/delete-tag-limit.ts'
import { giveBackTagSlots } from '../operations/limits/give-back-tag-slots.ts'
import { listTagLimits, readTagLimit } from '../operations/limits/read-tag-limits.ts'
import { resetTagLimit } from '../operations/limits/reset-tag-limit.ts'
import { saveTagLimit } from '../operations/limits/save-tag-limit.ts'
import { takeTagSlots } from '../operations/limits/take-tag-slots.ts'
import { pageLimit } from './paging.ts'

/** Limits on the tags of task runs. */
export const concurrencyLimitBindings: readonly BoundRoute[] = [
  bind(routes.createConcurrencyLimit, (ctx, { body }) => saveTagLimit(ctx, body)),
  bind(routes.readConcurrencyLimit, (ctx, { params }) => readTagLimit(ctx, params)),
  bind(routes.readConcurrencyLimitByTag, (ctx, { params }) => readTagLimit(ctx, params)),
  bind(routes.readConcurrencyLimits, (ctx, { body }) =>
    listTagLimits(ctx, { limit: pageLimit(ctx, body.limit), offset: body.offset }),
  ),
  bind(routes.deleteConcurrencyLimit, (ctx, { params }) => deleteTagLimit(ctx, params)),
  bind(routes.deleteConcurrencyLimitByTag, (ctx, { params }) => deleteTagLimit(ctx, params)),
  bind(routes.resetConcurrencyLimitByTag, (ctx, { params, body }) =>
    resetTagLimit(ctx, params.tag, body.slot_override ?? []),
  ),

  bind(routes.incrementConcurrencyLimitsV1, (ctx, { body }) => takeTagSlots(ctx, body)),
  bind(routes.decrementConcurrencyLimitsV1, (ctx, { body }) => giveBackTagSlots(ctx, body)),
]
