import type { Group } from '../../framework/scenario.ts'
import { createFlow } from '../../setup/flow-runs.ts'
import { cancelling } from './cancelling.ts'
import { deploymentSlots } from './deployment-slots.ts'
import { oldClients } from './old-clients.ts'
import { pausing } from './pausing.ts'
import { pending } from './pending.ts'
import { resultData } from './result-data.ts'
import { resuming } from './resuming.ts'
import { retries } from './retries.ts'
import { stateBody } from './state-body.ts'
import { subflows } from './subflows.ts'
import { terminalStates } from './terminal-states.ts'

export const flowRunRules: Group = {
  name: 'flow-run-rules',
  about: 'Each rule that orchestrates flow runs, in its own situation.',
  setup: [createFlow()],
  scenarios: [
    ...terminalStates,
    ...pending,
    ...cancelling,
    ...pausing,
    ...resuming,
    ...retries,
    ...subflows,
    ...resultData,
    ...stateBody,
    ...deploymentSlots,
    ...oldClients,
  ],
}
