import { describe, expect, it } from 'vitest'
import { decideFlow, state, told } from '../testing.ts'

describe.each(['core', 'mark-late'] as const)('marking late by the %s policy', (policy) => {
  it.each([
    ['SCHEDULED', 'Scheduled', 'ACCEPT -> SCHEDULED/Late'],
    ['SCHEDULED', 'AwaitingRetry', 'ACCEPT -> SCHEDULED/Late'],
    ['SCHEDULED', 'Late', 'REJECT: This flow run is already marked late.'],
    ['PENDING', 'Pending', 'REJECT: Only scheduled flows can be marked late.'],
    ['RUNNING', 'Running', 'REJECT: Only scheduled flows can be marked late.'],
  ] as const)('%s %s', (type, name, expected) => {
    const situation = { state: state({ type, name }), deployment: {}, policy }
    expect(told(decideFlow(situation, { type: 'SCHEDULED', name: 'Late' }))).toBe(expected)
  })

  it('any other scheduled state is none of its business', () => {
    const situation = { state: state({ type: 'RUNNING' }), deployment: {}, policy }
    expect(told(decideFlow(situation, { type: 'SCHEDULED', name: 'Later' }))).toBe(
      'ACCEPT -> SCHEDULED/Later',
    )
  })

  it('a run without a state may begin late', () => {
    expect(told(decideFlow({ policy }, { type: 'SCHEDULED', name: 'Late' }))).toBe('ACCEPT -> SCHEDULED/Late')
  })
})
