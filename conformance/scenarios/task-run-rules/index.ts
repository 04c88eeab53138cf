import type { Group } from '../../framework/scenario.ts'
import { createFlow, createRun } from '../../setup/flow-runs.ts'
import { state } from '../../setup/states.ts'
import { backgroundTasks } from './background.ts'
import { caching } from './caching.ts'
import { flowRun } from './flow-run.ts'
import { proposals } from './proposals.ts'
import { resultData } from './result-data.ts'
import { retries } from './retries.ts'
import { tagSlots } from './tag-slots.ts'

export const taskRunRules: Group = {
  name: 'task-run-rules',
  about: 'Each rule that orchestrates task runs, in its own situation.',
  setup: [
    createFlow(),
    createRun({ state: state('RUNNING') }),
    createRun({ state: state('COMPLETED') }, { as: 'ended' }),
  ],
  scenarios: [
    ...retries,
    ...caching,
    ...flowRun,
    ...backgroundTasks,
    ...tagSlots,
    ...resultData,
    ...proposals,
  ],
}
