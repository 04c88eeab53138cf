import { CURRENT_CLIENT, expiredPause } from '@reeve/core/transitions'
import { selectExpiredPauses } from '@reeve/database/queries/flow-runs/select-due-flow-runs'
import type { Context } from '../../context.ts'
import { transitionAll } from './set-flow-run-states.ts'

const RUNS_PER_PASS = 200

/** Fails paused runs that nobody resumed in time. Returns how many it looked at. [E14] */
export async function expirePauses(ctx: Context): Promise<number> {
  const now = ctx.clock.now()
  const ids = await selectExpiredPauses(ctx.database.quick, { before: now, limit: RUNS_PER_PASS })
  if (ids.length === 0) return 0
  await transitionAll(ctx, {
    ids,
    proposed: ({ state }) => expiredPause(state, now),
    policy: 'minimal',
    client: CURRENT_CLIENT,
  })
  return ids.length
}
