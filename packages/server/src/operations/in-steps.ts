import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '@reeve/database'
import type { Context } from '../context.ts'

/** Rows that are changed in one transaction at most: 2 to 5 ms of the one writer of SQLite. */
export const ROWS_AT_ONCE = 100

/**
 * A pause this many times as long as the step before it. Most of a step is its commit, which it shares with whoever
 * writes at the same time; pauses as long as the steps halved the rate and were not noticed by others.
 */
const PAUSE_FACTOR = 0.2

/**
 * Makes a change of many rows in small transactions, until a step says that nothing is left or the signal that it
 * shall end. What is done stays done. Returns whether all was done.
 */
export async function inSteps(
  ctx: Context,
  step: (db: Db) => Promise<'more' | 'done'>,
  signal?: AbortSignal,
): Promise<boolean> {
  while (!signal?.aborted) {
    const begun = performance.now()
    if ((await ctx.database.write(step)) === 'done') return true
    await delay(PAUSE_FACTOR * (performance.now() - begun))
  }
  return false
}

/** Whether a step that changes so many rows at most may have left some. */
export const unlessFewer = (changed: readonly unknown[], limit: number): 'more' | 'done' =>
  changed.length < limit ? 'done' : 'more'
