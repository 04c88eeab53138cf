import { generateName } from '@reeve/core/names'
import { recordReports, type TaskRunReport } from '@reeve/core/recorder'
import type { Db } from '@reeve/database'
import {
  insertRecordedStates,
  insertRecordedTaskRuns,
  loadRecordedTaskRuns,
  selectExistingFlowRuns,
  updateRecordedTaskRuns,
} from '@reeve/database/queries/task-runs/record-task-runs'
import type { Context } from '../../context.ts'
import { storeDetails } from '../flow-runs/stored-state.ts'

/** Others may add the same runs at the same time, but each of them only once. */
const MAX_ATTEMPTS = 5

/**
 * Records what clients report of their task runs, in the unit of work that takes in their events. The whole batch
 * takes a constant number of statements; more only if another server records the same new runs meanwhile. [H2-H5]
 */
export async function recordTaskRuns(ctx: Context, db: Db, reports: readonly TaskRunReport[]): Promise<void> {
  if (reports.length === 0) return
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    if (await tryToRecord(ctx, db, reports)) return
  }
  throw new Error(`Could not record ${reports.length} task runs: others keep adding the same ones`)
}

async function tryToRecord(ctx: Context, db: Db, reports: readonly TaskRunReport[]): Promise<boolean> {
  const now = ctx.clock.now()
  const dated = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ ...row, now }))
  const { added, changed, states, refused } = recordReports(await loadRecorded(db, reports), reports, () =>
    generateName(ctx.ids.random),
  )
  await updateRecordedTaskRuns(db, dated(changed))
  const inserted = await insertRecordedTaskRuns(db, dated(added))
  if (inserted.length < added.length) return false
  await insertRecordedStates(
    db,
    dated(states.map((state) => ({ ...state, state_details: storeDetails(state.state_details) }))),
  )
  for (const { run } of refused) {
    ctx.log.warn(
      { task_run_id: run.id, flow_run_id: run.flow_run_id },
      'A task run was reported whose flow run is gone',
    )
  }
  return true
}

async function loadRecorded(db: Db, reports: readonly TaskRunReport[]) {
  const runs = await loadRecordedTaskRuns(
    db,
    reports.map(({ run: { id, flow_run_id, task_key, dynamic_key } }) => ({
      id,
      flow_run_id,
      task_key,
      dynamic_key,
    })),
  )
  const known = new Set(runs.map(({ flow_run_id }) => flow_run_id))
  const asked = new Set(reports.flatMap(({ run }) => run.flow_run_id ?? []))
  const unknown = [...asked].filter((id) => !known.has(id))
  const found = await selectExistingFlowRuns(db, unknown)
  return { runs, flowRunIds: new Set([...found, ...[...known].flatMap((id) => id ?? [])]) }
}
