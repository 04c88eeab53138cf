import { type Client, chooseTaskRunPolicy, toProposedState } from '@reeve/core/transitions'
import type { OrchestrationResult, StateCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { MissingObject } from '../../http/errors.ts'
import { type TaskRunOutcome, type TaskRunProposal, transitionTaskRuns } from './transition-task-runs.ts'

/** What a client asks for. */
export interface TaskStateRequest {
  readonly state: StateCreate
  readonly force: boolean
  readonly client: Client
}

/** Puts a task run through the rules; 201 if a state was written, 200 if not. [A31, A32, A37] */
export async function setTaskRunState(ctx: Context, id: string, request: TaskStateRequest): Promise<Answer> {
  const proposed = toProposedState(request.state, ctx.clock.now())
  const policy = chooseTaskRunPolicy(proposed, request)
  const [outcome] = await transitionTasks(ctx, [{ id, proposed, policy, client: request.client }])
  if (!outcome) throw new MissingObject(`Task run with id ${id} not found`)
  const { status, details, state } = outcome
  return new Answer(outcome.written ? 201 : 200, { status, details, state } satisfies OrchestrationResult)
}

/** Puts task runs through the rules in one unit of work and wakes the task workers that wait for them. */
export async function transitionTasks(
  ctx: Context,
  proposals: readonly TaskRunProposal[],
): Promise<TaskRunOutcome[]> {
  const outcomes = await ctx.database.write((db) => transitionTaskRuns(ctx, db, proposals))
  announceTasks(ctx, outcomes)
  return outcomes
}

/** Tells task workers, after the commit, which keys have runs waiting. [B59] */
export function announceTasks(ctx: Context, outcomes: readonly TaskRunOutcome[]): void {
  const keys = outcomes.filter(({ enqueued }) => enqueued).map(({ task_key }) => task_key)
  if (keys.length > 0) ctx.broadcast.publish('scheduled-tasks', [...new Set(keys)])
}
