import type { FlowRunPolicyName } from './decide-flow-run.ts'
import type { TaskRunPolicyName } from './decide-task-run.ts'
import type { ProposedState } from './facts.ts'

/** The policy for a client's proposal for a flow run. [A32] */
export const chooseFlowRunPolicy = ({ force }: { readonly force: boolean }): FlowRunPolicyName =>
  force ? 'minimal' : 'core'

/** The policy for a proposal for a task run: deferred states go to task workers whether forced or not. [A32] */
export function chooseTaskRunPolicy(
  proposed: ProposedState,
  { force }: { readonly force: boolean },
): Exclude<TaskRunPolicyName, 'client-side'> {
  if (proposed.state_details.deferred) return 'background'
  return force ? 'minimal' : 'core'
}
