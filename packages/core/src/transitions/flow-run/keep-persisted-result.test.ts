import { expect, it } from 'vitest'
import { decideFlow, state, told } from '../testing.ts'

const completed = state({ type: 'COMPLETED', data: { type: 'reference' } })

it.each([
  [
    'a completion without a result',
    { type: 'COMPLETED' },
    'REJECT: Cannot overwrite a COMPLETED state that carries persisted result data with one that does not.',
  ],
  ['a completion with one', { type: 'COMPLETED', data: { type: 'other' } }, 'ACCEPT -> COMPLETED/Completed'],
  ['a failure', { type: 'FAILED' }, 'ACCEPT -> FAILED/Failed'],
  ['another start', { type: 'RUNNING' }, 'ACCEPT -> RUNNING/Running'],
  ['a pause', { type: 'PAUSED' }, 'ACCEPT -> PAUSED/Paused'],
] as const)('forced on a stored result: %s', (_, parts, expected) => {
  expect(told(decideFlow({ state: completed, policy: 'minimal' }, parts))).toBe(expected)
})
