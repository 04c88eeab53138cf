import { expect, it } from 'vitest'
import { NOW, state } from '../transitions/testing.ts'
import { type DependencyRow, taskRunDependencies } from './index.ts'

const row: DependencyRow = {
  id: 'a',
  name: 'task a',
  state: state({ type: 'COMPLETED', state_details: { untrackable_result: true } }),
  expected_start_time: NOW,
  start_time: NOW,
  end_time: NOW,
  total_run_time: 1,
  estimated_run_time: 2,
  task_inputs: {
    x: [
      { input_type: 'task_run', id: 'b' },
      { input_type: 'parameter', name: 'p' },
    ],
    y: [
      { input_type: 'task_run', id: 'b' },
      { input_type: 'flow_run', id: 'f' },
      { input_type: 'task_run', id: 'c' },
    ],
  },
}

it('a task run depends on the task runs that its inputs come from, once each', () => {
  const [result] = taskRunDependencies([row])
  expect(result?.upstream_dependencies).toEqual([
    { input_type: 'task_run', id: 'b' },
    { input_type: 'task_run', id: 'c' },
  ])
})

it('it says of itself what the row says, without its inputs', () => {
  const { task_inputs, ...rest } = row
  const [result] = taskRunDependencies([row])
  expect(result).toMatchObject({ ...rest, untrackable_result: true })
  expect(result && 'task_inputs' in result).toBe(false)
})

it('a task run without a state has no untrackable result', () => {
  expect(taskRunDependencies([{ ...row, state: null }])[0]?.untrackable_result).toBe(false)
})
