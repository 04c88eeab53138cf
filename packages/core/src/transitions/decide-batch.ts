import { applySlotEffects } from '../slots/ledger.ts'
import { decideFlowRun, type FlowRunDecisionOptions } from './decide-flow-run.ts'
import type { FlowRunDecision, FlowRunFacts, Ledger, ProposedState } from './facts.ts'

/** The decisions of a batch, in its order, and the ledger after them. */
export interface BatchDecision<Decision> {
  readonly decisions: readonly Decision[]
  readonly ledger: Ledger
}

/** A flow run and what is proposed for it. */
export interface FlowRunCase {
  readonly facts: FlowRunFacts
  readonly proposed: ProposedState
}

/**
 * Decides proposals for several flow runs one after the other, so that slots are given out as single calls in this
 * order would. [C13]
 */
export function decideFlowRuns(
  cases: readonly FlowRunCase[],
  options: FlowRunDecisionOptions,
): BatchDecision<FlowRunDecision> {
  let { ledger } = options
  const decisions = cases.map(({ facts, proposed }) => {
    const decision = decideFlowRun(facts, proposed, { ...options, ledger })
    ledger = applySlotEffects(ledger, decision.slots, options.surroundings)
    return decision
  })
  return { decisions, ledger }
}
