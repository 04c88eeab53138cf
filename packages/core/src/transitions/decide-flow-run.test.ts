import { describe, expect, it } from 'vitest'
import { at, decideFlow, FLOW_RUN_ID, NOW, reeveId, state } from './testing.ts'

describe('the state that is written', () => {
  it('is the proposal with an id, a timestamp and the ids of its run', () => {
    const { state: written } = decideFlow({}, { type: 'RUNNING', message: 'go', data: { type: 'x' } })
    expect(written).toMatchObject({
      id: reeveId(1),
      timestamp: NOW,
      type: 'RUNNING',
      name: 'Running',
      message: 'go',
    })
    expect(written?.data).toEqual({ type: 'x' })
    expect(written?.state_details).toMatchObject({ flow_run_id: FLOW_RUN_ID, task_run_id: null })
  })

  it('of a subflow names the task run that stands for it', () => {
    const { state: written } = decideFlow({ run: { parent_task_run_id: reeveId(7) } }, { type: 'RUNNING' })
    expect(written?.state_details.task_run_id).toBe(reeveId(7))
  })

  it('keeps a task run id that the client sent with a run that is no subflow', () => {
    const { state: written } = decideFlow({}, { type: 'RUNNING', state_details: { task_run_id: reeveId(8) } })
    expect(written?.state_details.task_run_id).toBe(reeveId(8))
  })

  it('comes after the one before it, whatever the clock says', () => {
    const { state: written } = decideFlow({ state: state({ type: 'PENDING' }, at(3)) }, { type: 'RUNNING' })
    expect(written?.timestamp).toBe(at(3.000001))
  })

  it('is none where the proposal is turned down', () => {
    expect(decideFlow({ state: state({ type: 'CANCELLING' }) }, { type: 'RUNNING' }).state).toBeNull()
  })
})

describe('run_count', () => {
  const counted = (resuming: boolean, apiVersion: readonly [number, number, number] | null) =>
    decideFlow(
      { run: { empirical_policy: { resuming } }, surroundings: { client: { version: null, apiVersion } } },
      { type: 'RUNNING' },
    ).columns

  it('counts each time the run runs', () => {
    expect(counted(false, null)).toMatchObject({ run_count: 1 })
    expect(
      decideFlow({ run: { run_count: 2 }, policy: 'minimal' }, { type: 'RUNNING' }).columns.run_count,
    ).toBe(3)
    expect(decideFlow({}, { type: 'PENDING' }).columns.run_count).toBeUndefined()
  })

  it('does not count resuming, once', () => {
    const columns = counted(true, [0, 8, 4])
    expect([columns.run_count, columns.empirical_policy]).toEqual([undefined, { resuming: false }])
  })

  it('counts resuming for clients that know no pauses', () => {
    const columns = counted(true, [0, 8, 3])
    expect([columns.run_count, columns.empirical_policy]).toEqual([1, undefined])
  })

  it('forgets about resuming when the run ends', () => {
    const { columns } = decideFlow({ run: { empirical_policy: { resuming: true } } }, { type: 'CRASHED' })
    expect(columns.empirical_policy).toEqual({ resuming: false })
  })
})

it('says of the columns only what changes', () => {
  const situation = {
    run: { start_time: at(-60), expected_start_time: at(-60), run_count: 1 },
    state: state({ type: 'RUNNING' }),
  }
  expect(decideFlow(situation, { type: 'COMPLETED' }).columns).toEqual({ end_time: NOW, total_run_time: 60 })
})
