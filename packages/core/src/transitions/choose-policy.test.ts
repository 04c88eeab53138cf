import { expect, it } from 'vitest'
import { chooseFlowRunPolicy, chooseTaskRunPolicy } from './choose-policy.ts'
import { propose } from './testing.ts'

it('force skips all but the minimal policy', () => {
  expect(chooseFlowRunPolicy({ force: false })).toBe('core')
  expect(chooseFlowRunPolicy({ force: true })).toBe('minimal')
})

it.each([
  [false, false, 'core'],
  [false, true, 'minimal'],
  [true, false, 'background'],
  [true, true, 'background'],
])('a task state that is deferred: %j, forced: %j goes by the %s policy', (deferred, force, expected) => {
  expect(chooseTaskRunPolicy(propose({ type: 'SCHEDULED', state_details: { deferred } }), { force })).toBe(
    expected,
  )
})
