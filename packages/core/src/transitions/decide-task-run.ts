import type { Instant, State } from '@reeve/wire'
import { applyRules } from './apply-rules.ts'
import { changedColumns } from './changed-columns.ts'
import { settledTimes, stateTimestamp } from './columns.ts'
import type { Ledger, ProposedState, Surroundings, TaskRunDecision, TaskRunFacts } from './facts.ts'
import { policyTable } from './policy-table.ts'
import { ACCEPT, type Proposal } from './rule.ts'
import { backgroundTaskPolicy } from './task-run/background-policy.ts'
import { clientSideTaskPolicy } from './task-run/client-side-policy.ts'
import { coreTaskPolicy } from './task-run/core-policy.ts'
import { minimalTaskPolicy } from './task-run/minimal-policy.ts'

const POLICIES = {
  core: policyTable(coreTaskPolicy),
  'client-side': policyTable(clientSideTaskPolicy),
  background: policyTable(backgroundTaskPolicy),
  minimal: policyTable(minimalTaskPolicy),
} as const

/** The policies for task runs. [A32, B42, B57, B58] */
export type TaskRunPolicyName = keyof typeof POLICIES

/** What a decision on a task run takes besides the run and the proposal. */
export interface TaskRunDecisionOptions {
  readonly policy: TaskRunPolicyName
  readonly ledger: Ledger
  readonly surroundings: Surroundings
}

type TaskRunProposal = Proposal<TaskRunFacts, TaskRunFacts['run']>

const COLUMNS = [
  'run_count',
  'start_time',
  'end_time',
  'total_run_time',
  'expected_start_time',
  'next_scheduled_start_time',
  'flow_run_run_count',
] as const

/** Decides a proposal for a task run, as `decideFlowRun` does for a flow run. [A31-A34] */
export function decideTaskRun(
  facts: TaskRunFacts,
  proposed: ProposedState,
  { policy, ledger, surroundings }: TaskRunDecisionOptions,
): TaskRunDecision {
  const current = facts.state
  const timestamp = stateTimestamp(current, surroundings.now)
  const { transition, slots, cache, enqueue } = applyRules(
    POLICIES[policy][current?.type ?? 'NONE'][proposed.type],
    { facts, current, proposed, run: facts.run, ledger, surroundings, verdict: ACCEPT },
    (proposal: TaskRunProposal) => settledRun(proposal, timestamp),
  )
  return {
    verdict: transition.verdict,
    state:
      transition.proposed &&
      writtenState(facts, transition.proposed, { id: surroundings.newId(), timestamp }),
    columns: changedColumns(COLUMNS, facts.run, transition.run),
    slots,
    cache: cache ?? null,
    enqueue: enqueue ?? null,
  }
}

/** The run's columns once the proposal is written. [A13-A17, A19] */
function settledRun({ run, current, proposed }: TaskRunProposal, timestamp: Instant): TaskRunFacts['run'] {
  return {
    ...run,
    ...settledTimes(run, current, { proposed, timestamp }),
    run_count: proposed.type === 'RUNNING' ? run.run_count + 1 : run.run_count,
  }
}

/** The state as it is written. [A21] */
function writtenState(
  { run }: TaskRunFacts,
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
    state_details: { ...proposed.state_details, flow_run_id: run.flow_run_id, task_run_id: run.id },
  } as State
}
