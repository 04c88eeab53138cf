import { describe, expect, it } from 'vitest'
import { at, decideFlow, decideTask, reeveId, state, told } from '../testing.ts'

const refused = (type: string) =>
  `ABORT: This run is in a ${type} state and cannot transition to a PENDING state.`

describe('handing a run to a worker', () => {
  it.each([
    ['PENDING', 'Pending', 'Pending', refused('PENDING')],
    ['PENDING', 'Submitting', 'Pending', refused('PENDING')],
    ['PENDING', 'Submitting', 'Submitting', refused('PENDING')],
    ['PENDING', 'Pending', 'Submitting', 'ACCEPT -> PENDING/Submitting'],
    ['PENDING', 'Submitting', 'InfrastructurePending', 'ACCEPT -> PENDING/InfrastructurePending'],
    ['RUNNING', 'Running', 'Submitting', refused('RUNNING')],
    ['CANCELLED', 'Cancelled', 'Pending', refused('CANCELLED')],
    ['SCHEDULED', 'Scheduled', 'Pending', 'ACCEPT -> PENDING/Pending'],
    ['FAILED', 'Failed', 'Pending', 'ACCEPT -> PENDING/Pending'],
  ] as const)('%s %s -> %s', (type, from, name, expected) => {
    const situation = { state: state({ type, name }), run: {} }
    expect(
      told(decideFlow({ ...situation, state: state({ type, name: from }) }, { type: 'PENDING', name })),
    ).toBe(expected)
  })

  it('keeps what the first pending state was given', () => {
    const first = { scheduled_time: at(-5), deployment_concurrency_lease_id: reeveId(1) }
    const { state: written } = decideFlow(
      { state: state({ type: 'PENDING', state_details: first }) },
      {
        type: 'PENDING',
        name: 'Submitting',
        state_details: { scheduled_time: at(9), deployment_concurrency_lease_id: reeveId(2) },
      },
    )
    expect(written?.state_details).toMatchObject(first)
  })

  it('guards background tasks too, but no others', () => {
    const situation = { state: state({ type: 'RUNNING' }) }
    expect(told(decideTask({ ...situation, policy: 'background' }, { type: 'PENDING' }))).toBe(
      refused('RUNNING'),
    )
    expect(told(decideTask(situation, { type: 'PENDING' }))).toBe('ACCEPT -> PENDING/Pending')
  })
})
