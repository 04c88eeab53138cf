import { expect, it } from 'vitest'
import { decideFlow, reeveId, state, told } from '../testing.ts'

const DUPLICATE = 'REJECT: This run has already made this state transition.'

it.each([
  ['the same id twice', reeveId(1), reeveId(1), DUPLICATE],
  ['another id', reeveId(1), reeveId(2), 'ACCEPT -> RUNNING/Running'],
  ['no id on the current state', null, reeveId(1), 'ACCEPT -> RUNNING/Running'],
  ['no id at all', null, null, 'ACCEPT -> RUNNING/Running'],
])('%s', (_, current, proposed, expected) => {
  const situation = { state: state({ type: 'PENDING', state_details: { transition_id: current } }) }
  expect(told(decideFlow(situation, { type: 'RUNNING', state_details: { transition_id: proposed } }))).toBe(
    expected,
  )
})

it('speaks before the rules on terminal states', () => {
  const situation = { state: state({ type: 'COMPLETED', state_details: { transition_id: reeveId(1) } }) }
  expect(told(decideFlow(situation, { type: 'CRASHED', state_details: { transition_id: reeveId(1) } }))).toBe(
    DUPLICATE,
  )
})

it('says nothing about a run without a state', () => {
  expect(told(decideFlow({}, { type: 'RUNNING', state_details: { transition_id: reeveId(1) } }))).toBe(
    'ACCEPT -> RUNNING/Running',
  )
})
