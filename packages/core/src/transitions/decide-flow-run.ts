import type { Instant, JsonObject, State } from '@reeve/wire'
import { applyRules } from './apply-rules.ts'
import { changedColumns } from './changed-columns.ts'
import { API_WITH_PAUSES, speaksApi } from './client-version.ts'
import { settledTimes, stateTimestamp } from './columns.ts'
import type { FlowRunDecision, FlowRunFacts, Ledger, ProposedState, Surroundings } from './facts.ts'
import { coreFlowPolicy } from './flow-run/core-policy.ts'
import { markLateFlowPolicy } from './flow-run/mark-late-policy.ts'
import { minimalFlowPolicy } from './flow-run/minimal-policy.ts'
import { policyTable } from './policy-table.ts'
import { ACCEPT, type Proposal } from './rule.ts'
import { isTerminal } from './states.ts'

const POLICIES = {
  core: policyTable(coreFlowPolicy),
  minimal: policyTable(minimalFlowPolicy),
  'mark-late': policyTable(markLateFlowPolicy),
} as const

/** The policies for flow runs: `minimal` for `force`, creation and the server's own changes. [A32, B40, B41] */
export type FlowRunPolicyName = keyof typeof POLICIES

/** What a decision on a flow run takes besides the run and the proposal. */
export interface FlowRunDecisionOptions {
  readonly policy: FlowRunPolicyName
  readonly ledger: Ledger
  readonly surroundings: Surroundings
}

type FlowRunProposal = Proposal<FlowRunFacts, FlowRunFacts['run']>

const COLUMNS = [
  'run_count',
  'start_time',
  'end_time',
  'total_run_time',
  'expected_start_time',
  'next_scheduled_start_time',
  'empirical_policy',
] as const

/**
 * Decides a proposal for a flow run: the verdict, the state to be written if any, and what else changes. Nothing
 * is left behind but what the decision says. [A31-A34]
 */
export function decideFlowRun(
  facts: FlowRunFacts,
  proposed: ProposedState,
  { policy, ledger, surroundings }: FlowRunDecisionOptions,
): FlowRunDecision {
  const current = facts.state
  const timestamp = stateTimestamp(current, surroundings.now)
  const { transition, slots, failedTaskRuns } = applyRules(
    POLICIES[policy][current?.type ?? 'NONE'][proposed.type],
    { facts, current, proposed, run: facts.run, ledger, surroundings, verdict: ACCEPT },
    (proposal: FlowRunProposal) => settledRun(proposal, timestamp),
  )
  return {
    verdict: transition.verdict,
    state:
      transition.proposed &&
      writtenState(facts, transition.proposed, { id: surroundings.newId(), timestamp }),
    columns: changedColumns(COLUMNS, facts.run, transition.run),
    slots,
    failedTaskRuns: failedTaskRuns ?? null,
  }
}

/** The run's columns once the proposal is written. [A13-A18, A20] */
function settledRun(
  { run, current, proposed, surroundings }: FlowRunProposal,
  timestamp: Instant,
): FlowRunFacts['run'] {
  const knowsPauses = speaksApi(surroundings.client, API_WITH_PAUSES)
  const resuming = knowsPauses && run.empirical_policy.resuming === true
  const counted = proposed.type === 'RUNNING' && !resuming
  const resumed = resuming && (proposed.type === 'RUNNING' || isTerminal(proposed.type))
  return {
    ...run,
    ...settledTimes(run, current, { proposed, timestamp }),
    run_count: counted ? run.run_count + 1 : run.run_count,
    empirical_policy: resumed
      ? ({ ...run.empirical_policy, resuming: false } as JsonObject)
      : run.empirical_policy,
  }
}

/** The state as it is written. [A21, A22] */
function writtenState(
  { run }: FlowRunFacts,
  proposed: ProposedState,
  own: { id: string; timestamp: Instant },
): State {
  return {
    id: own.id,
    type: proposed.type,
    name: proposed.name,
    timestamp: own.timestamp,
    message: proposed.message,
    data: proposed.data,
    state_details: {
      ...proposed.state_details,
      flow_run_id: run.id,
      task_run_id: run.parent_task_run_id ?? proposed.state_details.task_run_id,
    },
  } as State
}
