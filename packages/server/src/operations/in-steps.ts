import { setTimeout as delay } from 'node:timers/promises'
import { FIRST_SIZE, nextSize } from '@reeve/core/bulk'
import type { Db } from '@reeve/database'
import type { Context } from '../context.ts'
import { timed } from './timed.ts'

/**
 * How long a step may take. One writer is kept from all others for so long; elsewhere only those wait who change the
 * same rows.
 */
const STEP_MS = { oneWriter: 4, manyWriters: 50 } as const

/**
 * A pause this many times as long as the step before it, commit included. With pauses half as long the slowest
 * hundredth of 16 other clients' changes took two to three times as long as at rest, now as long; the rate was the
 * same.
 */
const PAUSE_FACTOR = 1

/** Changes at most `limit` things, the same ones first each time. Returns how many; fewer means that none is left. */
export type Step = (db: Db, limit: number) => Promise<number>

/** How steps are made. */
export interface StepOptions {
  /** Most things in a step. Default: as many as it has time for. */
  readonly largest?: number
  /** Asks to end after the step at hand. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes a change of many rows in small transactions, as many rows in each as take a few milliseconds, until none is
 * left. What is done stays done, whatever becomes of the rest. Returns how much was done.
 */
export async function inSteps(
  { database }: Context,
  step: Step,
  { largest = Number.POSITIVE_INFINITY, signal }: StepOptions = {},
): Promise<number> {
  const targetMs = database.dialect.hasOneWriter ? STEP_MS.oneWriter : STEP_MS.manyWriters
  let done = 0
  for (let size = FIRST_SIZE; !signal?.aborted; ) {
    const limit = Math.min(size, largest)
    const begun = performance.now()
    const { result: changed, tookMs } = await database.write((db) => timed(() => step(db, limit)))
    done += changed
    if (changed < limit) break
    size = nextSize(limit, tookMs, targetMs)
    await delay(PAUSE_FACTOR * (performance.now() - begun))
  }
  return done
}
