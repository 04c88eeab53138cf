import { describe, expect, it } from 'vitest'
import { at, decideFlow, decideTask, state, told } from '../testing.ts'

const FUTURE = 'Scheduled time is in the future'

describe.each([
  ['flow run', decideFlow],
  ['task run', decideTask],
] as const)('a %s', (_, decide) => {
  const start = (type: 'SCHEDULED' | 'PENDING', seconds: number) =>
    told(
      decide({ state: state({ type, state_details: { scheduled_time: at(seconds) } }) }, { type: 'RUNNING' }),
    )

  it.each([
    [-10, 'ACCEPT -> RUNNING/Running'],
    [0, 'ACCEPT -> RUNNING/Running'],
    [0.3, 'ACCEPT -> RUNNING/Running'],
    [0.5, 'ACCEPT -> RUNNING/Running'],
    [0.500001, `WAIT 1: ${FUTURE}`],
    [1.5, `WAIT 1: ${FUTURE}`],
    [1.500001, `WAIT 2: ${FUTURE}`],
    [3600, `WAIT 3600: ${FUTURE}`],
    [1e9, `WAIT 1000000000: ${FUTURE}`],
  ])('scheduled in %d seconds', (seconds, expected) => {
    expect(start('SCHEDULED', seconds)).toBe(expected)
    expect(start('PENDING', seconds)).toBe(expected)
  })

  it('changes nothing while it waits', () => {
    const current = state({ type: 'SCHEDULED', state_details: { scheduled_time: at(60) } })
    const decision = decide({ state: current }, { type: 'RUNNING' })
    expect([decision.state, decision.columns, decision.slots]).toEqual([null, {}, []])
  })

  it('does not wait by force', () => {
    const current = state({ type: 'SCHEDULED', state_details: { scheduled_time: at(60) } })
    expect(decide({ state: current, policy: 'minimal' }, { type: 'RUNNING' }).verdict.status).toBe('ACCEPT')
  })
})
