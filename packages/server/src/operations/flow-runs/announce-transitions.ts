import type { Context } from '../../context.ts'
import type { FlowRunOutcome } from './transition-flow-runs.ts'

/** Tells sockets and services, after the commit, that runs have new states. */
export function announceTransitions(ctx: Context, outcomes: readonly FlowRunOutcome[]): void {
  if (outcomes.some(({ written }) => written)) ctx.broadcast.publish('outbox', null)
}
