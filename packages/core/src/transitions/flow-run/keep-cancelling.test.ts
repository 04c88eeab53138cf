import { expect, it } from 'vitest'
import { STATE_TYPES } from '../states.ts'
import { decideFlow, state, told } from '../testing.ts'

const current = state({ type: 'CANCELLING' })

it.each(STATE_TYPES.filter((type) => type !== 'CANCELLED'))('a cancelling run does not become %s', (type) => {
  expect(told(decideFlow({ state: current }, { type }))).toBe(
    'REJECT: Cannot transition flows that are cancelling to a state other than Cancelled.',
  )
})

it('a cancelling run becomes Cancelled', () => {
  expect(told(decideFlow({ state: current }, { type: 'CANCELLED' }))).toBe('ACCEPT -> CANCELLED/Cancelled')
})

it('force overrides that', () => {
  expect(told(decideFlow({ state: current, policy: 'minimal' }, { type: 'RUNNING' }))).toBe(
    'ACCEPT -> RUNNING/Running',
  )
})
