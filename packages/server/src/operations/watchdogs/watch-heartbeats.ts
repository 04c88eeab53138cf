import { type Finding, hasFallenSilent, hasWatchedFor, silenceLimit, type Vigil } from '@reeve/core/watchdogs'
import {
  findSilentRuns,
  lockHeartbeats,
  type SilentRun,
} from '@reeve/database/queries/heartbeats/find-silent-runs'
import {
  findHeartbeatsOfEndedRuns,
  forgetHeartbeats,
} from '@reeve/database/queries/heartbeats/forget-heartbeats'
import type { Heartbeat } from '@reeve/database/queries/heartbeats/note-heartbeats'
import { addSeconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { repairRuns } from './repair-runs.ts'

const ROWS_AT_ONCE = 200

/**
 * Ends RUNNING runs whose process sent heartbeats while they ran and stopped; those that never sent one are left
 * alone. Returns how many were ended.
 */
export async function watchHeartbeats(ctx: Context, vigil: Vigil): Promise<number> {
  const limitSeconds = ctx.settings['reeve.watchdogs.heartbeat_seconds']
  const now = ctx.clock.now()
  const isOver = (heartbeat: Heartbeat) =>
    hasFallenSilent(heartbeat, limitSeconds, now) &&
    hasWatchedFor(vigil, silenceLimit(heartbeat, limitSeconds))
  const silent = await findSilentRuns(ctx.database.quick, addSeconds(now, -limitSeconds))
  const found = silent
    .filter(isOver)
    .map((run): [string, Finding] => [run.flow_run_id, toFinding(run, limitSeconds)])
  return repairRuns(ctx, new Map(found), async (db, findings) => {
    const locked = await lockHeartbeats(db, [...findings.keys()].sort())
    const over = new Set(locked.filter(isOver).map((heartbeat) => heartbeat.flow_run_id))
    return new Map([...findings].filter(([id]) => over.has(id)))
  })
}

const toFinding = ({ name, heard }: SilentRun, limitSeconds: number): Finding => ({
  watchdog: 'heartbeat',
  name,
  limitSeconds,
  worker: null,
  lastHeard: heard,
})

/** Forgets when runs were heard of that have ended or are gone. */
export async function forgetEndedRuns(ctx: Context): Promise<void> {
  for (;;) {
    const ids = await findHeartbeatsOfEndedRuns(ctx.database.quick, ROWS_AT_ONCE)
    if (ids.length > 0) await ctx.database.write((db) => forgetHeartbeats(db, ids))
    if (ids.length < ROWS_AT_ONCE) return
  }
}
