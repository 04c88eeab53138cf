import { expect, it } from 'vitest'
import { decideTask, reeveId, state } from '../testing.ts'

const PARAMETERS = reeveId(7)

it.each([
  ['SCHEDULED', 'PENDING', 'background', {}, PARAMETERS],
  ['PENDING', 'RUNNING', 'background', {}, PARAMETERS],
  ['SCHEDULED', 'RUNNING', 'background', {}, PARAMETERS],
  ['PENDING', 'RUNNING', 'background', { task_parameters_id: reeveId(8) }, reeveId(8)],
  ['RUNNING', 'SCHEDULED', 'background', {}, null],
  ['SCHEDULED', 'PENDING', 'core', {}, null],
] as const)('%s -> %s by the %s policy with %j', (from, type, policy, state_details, expected) => {
  const current = state({ type: from, state_details: { task_parameters_id: PARAMETERS } })
  const { state: written } = decideTask({ state: current, policy }, { type, state_details })
  expect(written?.state_details.task_parameters_id).toBe(expected)
})
