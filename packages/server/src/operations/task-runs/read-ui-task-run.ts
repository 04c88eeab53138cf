import { readFlowRunName } from '@reeve/database/queries/flow-runs/read-flow-run-name'
import { readTaskRun } from '@reeve/database/queries/task-runs/read-task-run'
import type { UITaskRun } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { requireRow } from '../require-row.ts'

/** A task run with the name of the flow run that it belongs to. [D25] */
export async function readUiTaskRun(ctx: Context, id: string): Promise<UITaskRun> {
  const db = ctx.database.quick
  const taskRun = requireRow(await readTaskRun(db, id, ctx.clock.now()), 'Task not found')
  const flowRunId = taskRun.flow_run_id
  const name = flowRunId === null ? undefined : await readFlowRunName(db, flowRunId)
  return { ...taskRun, flow_run_name: name ?? null }
}
