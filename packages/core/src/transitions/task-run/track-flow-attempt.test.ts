import { expect, it } from 'vitest'
import { decideTask, parent, reeveId, state } from '../testing.ts'

const flowRun = parent(state({ type: 'RUNNING' }), 3)

it('a running task remembers the attempt of its flow run', () => {
  expect(decideTask({ flowRun }, { type: 'RUNNING' }).columns.flow_run_run_count).toBe(3)
})

it('one that does not run does not', () => {
  expect(decideTask({ flowRun }, { type: 'PENDING' }).columns.flow_run_run_count).toBeUndefined()
})

it('one that is turned down does not', () => {
  const paused = parent(state({ type: 'PAUSED' }), 3)
  expect(decideTask({ flowRun: paused }, { type: 'RUNNING' }).columns.flow_run_run_count).toBeUndefined()
})

it('one whose flow run is gone runs all the same', () => {
  const decision = decideTask({ run: { flow_run_id: reeveId(1) } }, { type: 'RUNNING' })
  expect([decision.verdict.status, decision.columns.flow_run_run_count]).toEqual(['ACCEPT', undefined])
})
