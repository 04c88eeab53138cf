import { describe, expect, it } from 'vitest'
import { at, decideTask, FLOW_RUN_ID, parent, state, told } from '../testing.ts'

const STOPPED = 'ABORT: The enclosing flow must be running to begin task execution.'

describe('a task starts', () => {
  it.each([
    ['in a running flow', parent(state({ type: 'RUNNING' })), 'ACCEPT -> RUNNING/Running'],
    ['without a flow', null, 'ACCEPT -> RUNNING/Running'],
    ['in a flow without a state: not', parent(null), STOPPED],
    ['in a pending flow: not', parent(state({ type: 'PENDING' })), STOPPED],
    ['in a cancelling flow: not', parent(state({ type: 'CANCELLING' })), STOPPED],
    ['in a completed flow: not', parent(state({ type: 'COMPLETED' })), STOPPED],
  ] as const)('%s', (_, flowRun, expected) => {
    expect(told(decideTask({ state: state({ type: 'PENDING' }), flowRun }, { type: 'RUNNING' }))).toBe(
      expected,
    )
  })

  it('later in a paused flow, and waits with it until then', () => {
    const details = { pause_timeout: at(60), pause_reschedule: true, pause_key: 'a' }
    const flowRun = parent(state({ type: 'PAUSED', state_details: details }))
    const decision = decideTask({ state: state({ type: 'PENDING' }), flowRun }, { type: 'RUNNING' })
    expect(told(decision)).toBe(
      `REJECT: The flow is paused, new tasks can execute after resuming flow run: ${FLOW_RUN_ID}. -> PAUSED/NotReady`,
    )
    expect(decision.state?.state_details).toMatchObject({
      pause_timeout: at(60),
      pause_reschedule: true,
      pause_key: null,
    })
  })

  it('whatever its flow does, by force and as a background task', () => {
    const situation = { state: state({ type: 'PENDING' }), flowRun: parent(null) }
    for (const policy of ['minimal', 'background'] as const) {
      expect(decideTask({ ...situation, policy }, { type: 'RUNNING' }).verdict.status).toBe('ACCEPT')
    }
  })
})
