import { DatabaseUnavailable, Overloaded } from '@reeve/database'
import { type Expanded, expandOutbox } from '@reeve/database/queries/outbox/expand-outbox'
import { isolateOutboxRow } from '@reeve/database/queries/outbox/isolate-outbox-row'
import type { Context } from '../../context.ts'
import { outboxBuilders } from '../../events/outbox-builders.ts'
import { timed } from '../timed.ts'

/** In one transaction: about 20 events, which take 2 ms. Other writers of SQLite wait meanwhile. */
const BYTES_AT_ONCE = 10_000
/** Too few for a second row. */
const ONE_ROW = 1

/** Expands the outbox until it is empty. Returns how many events were new. [G2] */
export async function expandWholeOutbox(ctx: Context): Promise<number> {
  let count = 0
  for (;;) {
    const { isPart, events } = await expandSomeOfOutbox(ctx)
    count += events.length
    if (!isPart) return count
  }
}

/** What was expanded, and how long that took, without waiting for others. */
type Timed = Expanded & { readonly tookMs: number }

/** Expands the oldest rows of the outbox and tells each event to whoever listens, after its commit. [G2] */
export async function expandSomeOfOutbox(ctx: Context): Promise<Timed> {
  const expanded = await expandTogether(ctx, BYTES_AT_ONCE)
  if (expanded.events.length > 0) ctx.broadcast.publish('events', expanded.events)
  return expanded
}

/** If some rows cannot be expanded together, each is tried by itself, so that one does not hold up the others. */
async function expandTogether(ctx: Context, bytes: number): Promise<Timed> {
  let taken: readonly number[] = []
  const onTaken = (seqs: readonly number[]) => {
    taken = seqs
  }
  const expansion = {
    bytes,
    builders: outboxBuilders,
    now: ctx.clock.now(),
    newId: ctx.ids.next,
    onTaken,
  }
  try {
    const { result, tookMs } = await ctx.database.writeWithOthers((db) =>
      timed(() => expandOutbox(db, expansion)),
    )
    return { ...result, tookMs }
  } catch (err) {
    if (err instanceof DatabaseUnavailable || err instanceof Overloaded || taken.length === 0) throw err
    if (taken.length > 1) return expandTogether(ctx, ONE_ROW)
    const [seq] = taken as readonly [number]
    const outcome = await ctx.database.write((db) => isolateOutboxRow(db, seq))
    ctx.log.error({ err, seq, outcome }, 'A row of the outbox could not be expanded into events')
    return { rows: 1, lag: 0, isPart: true, events: [], tookMs: 0 }
  }
}
