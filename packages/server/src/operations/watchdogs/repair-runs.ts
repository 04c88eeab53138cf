import { CURRENT_CLIENT } from '@reeve/core/transitions'
import { type Finding, repair, repairEvent } from '@reeve/core/watchdogs'
import type { Db } from '@reeve/database'
import type { Context } from '../../context.ts'
import { type Change, occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { transitionFlowRuns } from '../flow-runs/transition-flow-runs.ts'

/** Runs that are ended in one transaction at most, so that other writers do not wait long. */
const RUNS_AT_ONCE = 25

/** What a watchdog found, by the ids of the runs. */
export type Findings = ReadonlyMap<string, Finding>

/**
 * Ends runs that a watchdog found, each with the reason in its message and with an event of its own, written
 * together. `confirm` looks again within the transaction. Runs that went on meanwhile are left alone. Returns how
 * many were ended.
 */
export async function repairRuns(
  ctx: Context,
  found: Findings,
  confirm: (db: Db, findings: Findings) => Promise<Findings> = async (_, findings) => findings,
): Promise<number> {
  const entries = [...found]
  let repaired = 0
  for (let start = 0; start < entries.length; start += RUNS_AT_ONCE) {
    const some = new Map(entries.slice(start, start + RUNS_AT_ONCE))
    repaired += await writeWithEvents(ctx, async (db) => repairSome(ctx, db, await confirm(db, some)))
  }
  return repaired
}

async function repairSome(ctx: Context, db: Db, findings: Findings): Promise<Change<number>> {
  const now = ctx.clock.now()
  const outcomes = await transitionFlowRuns(ctx, db, {
    ids: [...findings.keys()].sort(),
    proposed: ({ run, state }) => {
      const finding = findings.get(run.id)
      return finding ? repair(state, finding, now) : null
    },
    policy: 'core',
    client: CURRENT_CLIENT,
  })
  const events = outcomes.flatMap(({ flow_run_id: id, state, written }) => {
    const finding = findings.get(id)
    return written && state && finding ? [repairEvent({ id, state }, finding, occurrence(ctx))] : []
  })
  return { result: events.length, events }
}
