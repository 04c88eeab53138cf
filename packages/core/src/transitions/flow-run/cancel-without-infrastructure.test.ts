import { describe, expect, it } from 'vitest'
import { decideFlow, state, told } from '../testing.ts'

const AT_ONCE = 'REJECT: Scheduled flow run has no infrastructure to terminate. -> CANCELLED/Cancelled'

describe.each(['core', 'minimal'] as const)('cancelling by the %s policy', (policy) => {
  it.each([
    ['a scheduled run', { type: 'SCHEDULED' }, null, AT_ONCE],
    ['a scheduled run with an empty process id', { type: 'SCHEDULED' }, '', AT_ONCE],
    ['a scheduled run with a process', { type: 'SCHEDULED' }, 'pid', 'ACCEPT -> CANCELLING/Cancelling'],
    ['a resuming run', { type: 'SCHEDULED', name: 'Resuming' }, 'pid', AT_ONCE],
    ['a paused run', { type: 'PAUSED' }, null, 'ACCEPT -> CANCELLING/Cancelling'],
    [
      'a suspended run',
      { type: 'PAUSED', state_details: { pause_reschedule: true } },
      null,
      'REJECT: Suspended flow run has no infrastructure to terminate. -> CANCELLED/Cancelled',
    ],
    ['a running run', { type: 'RUNNING' }, null, 'ACCEPT -> CANCELLING/Cancelling'],
  ] as const)('%s', (_, current, infrastructure_pid, expected) => {
    const situation = { run: { infrastructure_pid }, state: state(current), deployment: {}, policy }
    expect(told(decideFlow(situation, { type: 'CANCELLING', name: 'Cancelling' }))).toBe(expected)
  })
})

it('writes a plain Cancelled, not what was proposed', () => {
  const { state: written } = decideFlow(
    { state: state({ type: 'SCHEDULED' }) },
    { type: 'CANCELLING', message: 'please', data: 1 },
  )
  expect(written).toMatchObject({ type: 'CANCELLED', message: null, data: null })
})
