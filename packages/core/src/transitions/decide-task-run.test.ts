import { expect, it } from 'vitest'
import { decideTask, FLOW_RUN_ID, NOW, parent, reeveId, state, TASK_RUN_ID } from './testing.ts'

it('the state that is written names the task run and its flow run, whatever the client sent', () => {
  const state_details = { flow_run_id: reeveId(1), task_run_id: reeveId(2) }
  const { state: written } = decideTask(
    { flowRun: parent(state({ type: 'RUNNING' })) },
    { type: 'RUNNING', state_details },
  )
  expect(written).toMatchObject({ id: reeveId(1), timestamp: NOW })
  expect(written?.state_details).toMatchObject({ flow_run_id: FLOW_RUN_ID, task_run_id: TASK_RUN_ID })
})

it('the state of a task without a flow run names none', () => {
  const { state: written } = decideTask({}, { type: 'RUNNING', state_details: { flow_run_id: reeveId(1) } })
  expect(written?.state_details.flow_run_id).toBeNull()
})

it('every time it runs is counted, by force as well', () => {
  expect(decideTask({ run: { run_count: 1 } }, { type: 'RUNNING' }).columns.run_count).toBe(2)
  expect(
    decideTask({ run: { run_count: 1 }, policy: 'minimal' }, { type: 'RUNNING' }).columns.run_count,
  ).toBe(2)
})
