import { explain } from '@reeve/core/why'
import { readWhyFacts } from '@reeve/database/queries/flow-runs/read-why-facts'
import type { FlowRunWhy } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'
import { patienceWithWorkers } from '../work-pools/patience.ts'
import { gatherWhyFacts } from './gather-why-facts.ts'

/** Why a run is not running, in words and data, at a constant number of statements. Throws NotFound. */
export async function explainFlowRun(ctx: Context, id: string): Promise<FlowRunWhy> {
  const row = await readWhyFacts(ctx.database.quick, id)
  if (!row) throw new NotFound('Flow run')
  const now = ctx.clock.now()
  const facts = await gatherWhyFacts(ctx, row, now)
  return explain(facts, { now, patience: patienceWithWorkers(ctx.settings) })
}
