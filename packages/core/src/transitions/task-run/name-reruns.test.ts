import { expect, it } from 'vitest'
import { decideTask, state, told } from '../testing.ts'

it.each([
  ['its first time', 0, state({ type: 'PENDING' }), 'Custom'],
  ['again', 1, state({ type: 'PENDING' }), 'Rerunning'],
  ['after waiting for a retry', 1, state({ type: 'SCHEDULED', name: 'AwaitingRetry' }), 'Retrying'],
  ['without a state', 1, null, 'Custom'],
] as const)('a task that runs %s', (_, run_count, current, name) => {
  const decision = decideTask({ run: { run_count }, state: current }, { type: 'RUNNING', name: 'Custom' })
  expect(told(decision)).toBe(`ACCEPT -> RUNNING/${name}`)
})

it('is not renamed by force', () => {
  const situation = { run: { run_count: 1 }, state: state({ type: 'PENDING' }), policy: 'minimal' } as const
  expect(told(decideTask(situation, { type: 'RUNNING', name: 'Custom' }))).toBe('ACCEPT -> RUNNING/Custom')
})
