import { claimScheduledTask } from '@reeve/database/queries/scheduled-tasks/claim-scheduled-task'
import {
  deleteClaimedTask,
  renewClaims,
  returnClaimedTask,
} from '@reeve/database/queries/scheduled-tasks/finish-claims'
import { readTaskRun } from '@reeve/database/queries/task-runs/read-task-run'
import { addSeconds, type TaskRun } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { taskWorkersOf } from '../../task-workers/task-workers.ts'

/** How long a task run stays with a worker that neither acknowledges nor disconnects, if this server dies. */
export const CLAIM_SECONDS = 30

/** A task run on its way to a worker. */
export interface ClaimedTaskRun {
  readonly claim: string
  readonly run: TaskRun
}

/**
 * Claims the next task run that waits under one of these keys; undefined if none does. Those that are gone or no
 * longer scheduled are taken off the queue on the way. [B59]
 */
export async function claimTaskRun(
  ctx: Context,
  taskKeys: readonly string[],
): Promise<ClaimedTaskRun | undefined> {
  const claim = ctx.ids.next()
  const run = await ctx.database.write(async (db) => {
    const now = ctx.clock.now()
    const request = { taskKeys, claimedBy: claim, now, until: addSeconds(now, CLAIM_SECONDS) }
    for (;;) {
      const id = await claimScheduledTask(db, request)
      if (id === null) return undefined
      const run = await readTaskRun(db, id, now)
      if (run?.state_type === 'SCHEDULED') return run
      await deleteClaimedTask(db, claim)
    }
  })
  if (!run) return undefined
  taskWorkersOf(ctx).claims.add(claim)
  return { claim, run }
}

/** The worker has the task run: it leaves the queue. */
export async function acknowledgeTaskRun(ctx: Context, claim: string): Promise<void> {
  await ctx.database.write((db) => deleteClaimedTask(db, claim))
  taskWorkersOf(ctx).claims.delete(claim)
}

/** The worker did not take the task run: it goes to the retry queue, for another one. */
export async function returnTaskRun(ctx: Context, claim: string): Promise<void> {
  taskWorkersOf(ctx).claims.delete(claim)
  const key = await ctx.database.write((db) => returnClaimedTask(db, claim))
  if (key !== null) ctx.broadcast.publish('scheduled-tasks', [key])
}

/** Keeps what was sent to connected workers from lapsing. */
export async function renewOpenClaims(ctx: Context): Promise<void> {
  const { claims } = taskWorkersOf(ctx)
  if (claims.size === 0) return
  const until = addSeconds(ctx.clock.now(), CLAIM_SECONDS)
  await ctx.database.write((db) => renewClaims(db, [...claims], until))
}
