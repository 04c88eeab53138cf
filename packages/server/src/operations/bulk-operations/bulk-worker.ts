import { setImmediate as turn } from 'node:timers/promises'
import { doneOf } from '@reeve/core/bulk'
import {
  type BulkClaim,
  findClaimable,
  lockClaimable,
} from '@reeve/database/queries/bulk-operations/claim-bulk-operations'
import type { BulkOperationRow } from '@reeve/database/queries/bulk-operations/read-bulk-operation'
import { updateBulkOperation } from '@reeve/database/queries/bulk-operations/update-bulk-operation'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type Held, hold, LEASE_SECONDS } from './held-operation.ts'
import { workOn } from './work-on-bulk-operation.ts'

/** Operations that one server works on by turns. */
const MAX_HELD = 8
/** How often a server that is at work looks for more of it. */
const CLAIM_MS = 500
/** A tick ends after this long, whatever is left, so that a server that stops need not wait. */
const MAX_TICK_MS = 1_000
/** With one that is due within this time, the next tick comes at once. */
export const SOON_SECONDS = 2

/**
 * How long one batch may take. One writer is kept from all others for so long, and for the commit that follows; while
 * nobody else writes, longer batches save commits. With many writers only those wait who change the same runs, and
 * what counts is to spread the round trips over many.
 */
const BATCH_MS = {
  besideOthers: 1.5,
  alone: 15,
  manyWriters: 100,
} as const
/** Somebody who wrote so shortly ago will write again. */
const OTHERS_STAY_MS = 500

/** Later than every lease: where there is one server, nobody else is at work. */
const END_OF_TIME = '9999-12-31 23:59:59.999999' as Instant

/** What a server works on. */
class BulkWorker {
  readonly #ctx: Context
  readonly #holder: string
  readonly #held = new Map<string, Held>()
  #claimed = Number.NEGATIVE_INFINITY
  /** When others wrote for the last time but one: the service that writes the outbox out is heard once a second. */
  #othersBefore = Number.NEGATIVE_INFINITY
  #othersAt = Number.NEGATIVE_INFINITY
  #isAnnouncing = false

  constructor(ctx: Context) {
    this.#ctx = ctx
    this.#holder = ctx.ids.next()
    ctx.broadcast.subscribe('bulk-operations', (why) => {
      if (why === 'asked') this.#claimed = Number.NEGATIVE_INFINITY
    })
    ctx.broadcast.subscribe('outbox', () => {
      if (this.#isAnnouncing) return
      this.#othersBefore = this.#othersAt
      this.#othersAt = performance.now()
    })
  }

  /** Brings every operation of this server further, by turns, for as long as a tick may last. */
  async tick(): Promise<void> {
    const end = performance.now() + MAX_TICK_MS
    if (this.#held.size === 0 || performance.now() - this.#claimed > CLAIM_MS) await this.#claim()
    while (performance.now() < end && (await this.#round()));
    if (this.#isSoon()) this.#ctx.broadcast.publish('bulk-operations', 'goes-on')
  }

  /** A batch of each, others let in after each; false if none had one. */
  async #round(): Promise<boolean> {
    let wentOn = false
    for (const [id, held] of this.#held) {
      held.batchMs = this.#batchMs()
      const step = await workOn(this.#ctx, held)
      if (step === 'over') this.#held.delete(id)
      if (step === 'waits') continue
      wentOn = true
      this.#announce()
      await letOthersIn()
    }
    return wentOn
  }

  #batchMs(): number {
    if (!this.#ctx.database.dialect.hasOneWriter) return BATCH_MS.manyWriters
    const isBeside = performance.now() - this.#othersBefore < OTHERS_STAY_MS
    return isBeside ? BATCH_MS.besideOthers : BATCH_MS.alone
  }

  /** Wakes readers of events. */
  #announce(): void {
    this.#isAnnouncing = true
    this.#ctx.broadcast.publish('outbox', null)
    this.#isAnnouncing = false
  }

  #isSoon(): boolean {
    const soon = addSeconds(this.#ctx.clock.now(), SOON_SECONDS)
    return [...this.#held.values()].some(({ operation: { due } }) => due === null || due <= soon)
  }

  /** Takes up what nobody works on, and renews the leases that this server has. */
  async #claim(): Promise<void> {
    this.#claimed = performance.now()
    const { database, clock } = this.#ctx
    const now = clock.now()
    const isAlone = database.notifications === null
    const claim: BulkClaim = {
      holder: this.#holder,
      expiredBefore: isAlone ? END_OF_TIME : now,
      limit: MAX_HELD,
    }
    const renewBefore = addSeconds(now, LEASE_SECONDS / 2)
    const needsClaim = ({ id, leased_until }: BulkOperationRow) =>
      !this.#held.has(id) || leased_until === null || leased_until < renewBefore
    if (!(await findClaimable(database.quick, claim)).some(needsClaim)) return
    const taken = await database.write(async (db) => {
      const rows = (await lockClaimable(db, claim)).filter(needsClaim).map((row) => this.#taken(row, now))
      for (const row of rows) await updateBulkOperation(db, row.id, { changes: leaseOf(row), now })
      return rows
    })
    for (const row of taken) if (!this.#held.has(row.id)) this.#held.set(row.id, hold(row, this.#batchMs()))
  }

  #taken(row: BulkOperationRow, now: Instant): BulkOperationRow {
    const leased = { ...row, holder: this.#holder, leased_until: addSeconds(now, LEASE_SECONDS) }
    return this.#held.has(row.id) ? leased : { ...leased, paced_since: now, paced_done: doneOf(row) }
  }
}

const leaseOf = ({ holder, leased_until, paced_since, paced_done }: BulkOperationRow) => ({
  holder,
  leased_until,
  paced_since,
  paced_done,
})

/**
 * Requests that came in during a batch are read in the next turn of the loop and committed in the one after it: a
 * batch that is queued sooner would be part of their commit, and they would wait for it too.
 */
async function letOthersIn(): Promise<void> {
  await turn()
  await turn()
}

const workers = new WeakMap<Context['broadcast'], BulkWorker>()

/** Works off bulk operations for a while. */
export async function workOffBulkOperations(ctx: Context): Promise<void> {
  const worker = workers.get(ctx.broadcast) ?? new BulkWorker(ctx)
  workers.set(ctx.broadcast, worker)
  await worker.tick()
}
