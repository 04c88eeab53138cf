import { type Finding, hasWatchedFor, livenessOf, type Vigil } from '@reeve/core/watchdogs'
import {
  type StuckFlowRun,
  selectStuckFlowRuns,
} from '@reeve/database/queries/flow-runs/select-stuck-flow-runs'
import { type PoolWorker, readWorkersOfPools } from '@reeve/database/queries/workers/read-workers-of-claim'
import { addSeconds, type Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { patienceWithWorkers } from '../work-pools/patience.ts'
import { repairRuns } from './repair-runs.ts'

const RUNS_PER_PAGE = 200

/** Which runs a watchdog looks after, and for how long they may be in their state. */
interface Watch {
  readonly watchdog: 'pending' | 'cancelling'
  readonly limitSeconds: number
}

const TYPES = { pending: 'PENDING', cancelling: 'CANCELLING' } as const

/**
 * Ends runs that have been in a state for too long while nobody is there who could bring them forward: not the
 * worker that took them, or no worker of their pool, or nobody who serves their deployment. Runs without a
 * deployment have no worker to look for and are left alone. Returns how many were ended.
 */
export async function watchStuckRuns(ctx: Context, watch: Watch, vigil: Vigil): Promise<number> {
  if (!hasWatchedFor(vigil, watch.limitSeconds)) return 0
  const now = ctx.clock.now()
  const before = addSeconds(now, -watch.limitSeconds)
  let repaired = 0
  for (let page: StuckFlowRun[], after = ''; ; after = page.at(-1)?.id ?? '') {
    const selection = { type: TYPES[watch.watchdog], before, after, limit: RUNS_PER_PAGE }
    page = await selectStuckFlowRuns(ctx.database.quick, selection)
    if (page.length > 0) repaired += await repairRuns(ctx, await findAbandoned(ctx, page, { ...watch, now }))
    if (page.length < RUNS_PER_PAGE) return repaired
  }
}

/** Those of these runs that nobody is there for. */
async function findAbandoned(
  ctx: Context,
  runs: readonly StuckFlowRun[],
  { watchdog, limitSeconds, now }: Watch & { readonly now: Instant },
): Promise<Map<string, Finding>> {
  const workers = await readWorkersOfPools(ctx.database.quick, {
    workPoolIds: [...new Set(runs.flatMap((run) => run.work_pool_id ?? []))],
    names: [...new Set(runs.flatMap((run) => claimerOf(run) ?? []))],
  })
  const byPool = Map.groupBy(workers, (worker) => worker.work_pool_id)
  const patience = patienceWithWorkers(ctx.settings)
  return new Map(
    runs.flatMap((run) => {
      const { isAlive, lastHeard } = livenessOf(claimOn(run, byPool), now, patience)
      const finding: Finding = { watchdog, name: run.name, limitSeconds, worker: claimerOf(run), lastHeard }
      return isAlive ? [] : [[run.id, finding]]
    }),
  )
}

const claimOn = (run: StuckFlowRun, byPool: ReadonlyMap<string, readonly PoolWorker[]>) => ({
  claimedBy: run.work_pool_id === null ? null : claimerOf(run),
  workers: byPool.get(run.work_pool_id ?? '') ?? [],
  lastPolled: run.work_pool_id === null ? run.deployment_last_polled : run.queue_last_polled,
})

/** The worker that took a run, as the labels say that it gave the run. */
function claimerOf({ labels }: StuckFlowRun): string | null {
  const name = labels?.['prefect.worker.name']
  return typeof name === 'string' ? name : null
}
