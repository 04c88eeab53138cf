import type { Client, FlowRunPolicyName, ProposedState } from '@reeve/core/transitions'
import type { JointWork } from '@reeve/database'
import type { Context } from '../../context.ts'
import { type FlowRunOutcome, transitionFlowRuns } from './transition-flow-runs.ts'

/** The proposal of a client for one run. */
export interface SingleProposal {
  readonly ctx: Context
  readonly id: string
  readonly proposed: ProposedState
  readonly policy: FlowRunPolicyName
  readonly client: Client
}

/**
 * Proposals for different runs that wait at the same time, put through the rules as one bulk of them would be, in the
 * order in which they came. The outcome of a run that does not exist is undefined. [A31]
 */
export const singleProposals: JointWork<SingleProposal, FlowRunOutcome | undefined> = {
  joins: (before, { ctx, id, policy, client }) =>
    before.every(
      (one) => one.id !== id && one.ctx === ctx && one.policy === policy && isSame(one.client, client),
    ),
  async run(db, proposals) {
    const [{ ctx, policy, client }] = proposals as readonly [SingleProposal]
    const proposed = new Map(proposals.map((one) => [one.id, one.proposed]))
    const outcomes = await transitionFlowRuns(ctx, db, {
      ids: [...proposed.keys()],
      proposed: ({ run }) => proposed.get(run.id) ?? null,
      policy,
      client,
    })
    const byId = new Map(outcomes.map((outcome) => [outcome.flow_run_id, outcome]))
    return proposals.map(({ id }) => byId.get(id))
  },
}

const isSame = (one: Client, other: Client) =>
  one.version === other.version && String(one.apiVersion) === String(other.apiVersion)
