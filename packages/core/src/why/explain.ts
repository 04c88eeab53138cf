import type { FlowRunReason, FlowRunWhy, State, StateType } from '@reeve/wire'
import type { Asking, WhyFacts } from './facts.ts'
import { byWeight, reason, STANDINGS } from './reason.ts'
import { scheduled } from './scheduled.ts'
import { cancelling, ended, paused, pending, running } from './started.ts'

type Explain = (facts: WhyFacts, state: State, asking: Asking) => FlowRunReason[]

const EXPLANATIONS = {
  SCHEDULED: scheduled,
  PENDING: pending,
  RUNNING: running,
  PAUSED: paused,
  CANCELLING: cancelling,
  COMPLETED: ended,
  FAILED: ended,
  CANCELLED: ended,
  CRASHED: ended,
} as const satisfies Record<StateType, Explain>

/** Why a run is not running, or how it stands if nothing is wrong: the weightiest reason first. */
export function explain(facts: WhyFacts, asking: Asking): FlowRunWhy {
  const { run } = facts
  const reasons = reasonsFor(facts, asking).sort(byWeight)
  const [first] = reasons as [FlowRunReason, ...FlowRunReason[]]
  return {
    flow_run_id: run.id,
    flow_run_name: run.name,
    state_type: run.state?.type ?? null,
    state_name: run.state?.name ?? null,
    asked: asking.now,
    standing: STANDINGS[first.code],
    summary: first.sentence,
    reasons,
  }
}

function reasonsFor(facts: WhyFacts, asking: Asking): FlowRunReason[] {
  const { state } = facts.run
  if (state) return EXPLANATIONS[state.type](facts, state, asking)
  return [
    reason('no-state', {
      sentence: 'It has no state: nobody said yet that it shall run.',
      advice: 'Set it to Scheduled.',
    }),
  ]
}
