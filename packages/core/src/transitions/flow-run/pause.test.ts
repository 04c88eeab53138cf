import { describe, expect, it } from 'vitest'
import { decideFlow, reeveId, state, told } from '../testing.ts'

const running = state({ type: 'RUNNING' })
const suspending = { type: 'PAUSED', name: 'Suspended', state_details: { pause_reschedule: true } } as const

describe('pausing', () => {
  it.each([
    ['a running run', running, 'ACCEPT -> PAUSED/Paused'],
    [
      'a pending run',
      state({ type: 'PENDING' }),
      'REJECT: Cannot pause flows that are not currently running.',
    ],
    ['a paused run', state({ type: 'PAUSED' }), 'REJECT: Cannot pause flows that are not currently running.'],
    ['a run without a state', null, 'ABORT: Cannot pause flows with no state.'],
  ] as const)('%s', (_, current, expected) => {
    expect(told(decideFlow({ state: current }, { type: 'PAUSED' }))).toBe(expected)
  })

  it('remembers the pause by its key', () => {
    const run = { empirical_policy: { pause_keys: ['a'] } }
    const decision = decideFlow(
      { run, state: running },
      { type: 'PAUSED', state_details: { pause_key: 'b' } },
    )
    expect(decision.columns.empirical_policy).toEqual({ pause_keys: ['a', 'b'] })
  })

  it('gives a pause without a key one of its own', () => {
    const { columns } = decideFlow({ state: running }, { type: 'PAUSED' })
    expect(columns.empirical_policy?.pause_keys).toEqual([expect.stringMatching(/^0195a000-/)])
  })

  it.each([
    ['Paused', 'REJECT: This pause has already fired.'],
    ['Suspended', 'REJECT: This suspend has already fired.'],
  ])('%s happens once for each key', (name, expected) => {
    const run = { empirical_policy: { pause_keys: ['a'] } }
    const decision = decideFlow(
      { run, state: running },
      { type: 'PAUSED', name, state_details: { pause_key: 'a' } },
    )
    expect(told(decision)).toBe(expected)
    expect(decision.columns).toEqual({})
  })
})

describe('suspending', () => {
  it('needs a deployment to come back from', () => {
    expect(told(decideFlow({ state: running }, suspending))).toBe(
      'ABORT: Cannot suspend flows without a deployment.',
    )
    expect(told(decideFlow({ state: running, deployment: {} }, suspending))).toBe(
      'ACCEPT -> PAUSED/Suspended',
    )
  })

  it('is not for subflows', () => {
    const situation = { run: { parent_task_run_id: reeveId(5) }, state: running, deployment: {} }
    expect(told(decideFlow(situation, suspending))).toBe('ABORT: Cannot suspend subflows.')
  })

  it('names itself by the name of the proposal', () => {
    expect(told(decideFlow({ state: state({ type: 'PENDING' }) }, suspending))).toBe(
      'REJECT: Cannot suspend flows that are not currently running.',
    )
  })
})
