import { concurrencyLimitEvent } from '@reeve/core/events'
import { TAG_PREFIX } from '@reeve/core/slots'
import type { Db } from '@reeve/database'
import { insertConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/insert-concurrency-limit'
import { readConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'
import { updateConcurrencyLimit } from '@reeve/database/queries/concurrency-limits/update-concurrency-limit'
import type { LimitRow } from '@reeve/database/queries/slots/load-ledger'
import type { ConcurrencyLimitCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { type Answer, createdOrFound } from '../../http/bind.ts'
import { Refused } from '../../http/errors.ts'
import { FORBIDDEN_CHARACTERS, FORBIDDEN_IN_NAMES } from '../forbidden-in-names.ts'
import { newLimit } from './change-limits.ts'
import { withHolders } from './read-tag-limits.ts'

interface Saved {
  readonly created: boolean
  readonly limit: LimitRow
}

/** Sets the limit on a tag, which is one on the name `tag:{tag}`; 201 if it is new. Refuses with 422. [F12] */
export async function saveTagLimit(ctx: Context, body: ConcurrencyLimitCreate): Promise<Answer> {
  const { created, limit } = await writeWithEvents(ctx, (db) => save(ctx, db, body))
  const [shown] = await withHolders(ctx, ctx.database.quick, [limit])
  return createdOrFound(created, shown)
}

async function save(ctx: Context, db: Db, body: ConcurrencyLimitCreate): Promise<Change<Saved>> {
  if (FORBIDDEN_IN_NAMES.test(body.tag))
    throw new Refused(
      422,
      `Cannot limit the tag ${JSON.stringify(body.tag)}: it contains ${FORBIDDEN_CHARACTERS}`,
    )
  const name = TAG_PREFIX + body.tag
  const existing = await readConcurrencyLimit(db, { name })
  if (existing) {
    // The reference takes a new limit below 0, which nobody can take a slot of, but no such change.
    if (body.concurrency_limit < 0)
      throw new Refused(422, `Cannot limit a tag to ${body.concurrency_limit}: the least limit is 0`)
    const changes = { limit: body.concurrency_limit, updated: ctx.clock.now() }
    await updateConcurrencyLimit(db, existing.id, changes)
    const limit = { ...existing, ...changes }
    return {
      result: { created: false, limit },
      events: [concurrencyLimitEvent('updated', limit, occurrence(ctx))],
    }
  }
  const limit = newLimit(ctx, {
    name,
    limit: body.concurrency_limit,
    active: true,
    active_slots: 0,
    denied_slots: 0,
    slot_decay_per_second: 0,
  })
  await insertConcurrencyLimit(db, limit)
  return {
    result: { created: true, limit },
    events: [concurrencyLimitEvent('created', limit, occurrence(ctx))],
  }
}
