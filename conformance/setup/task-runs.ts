import type { JsonObject } from '@reeve/wire'
import type { Step } from '../framework/scenario.ts'
import type { StepOptions } from './flow-runs.ts'

/** Creates a task run of the flow run captured as `run`, captured as `task`. */
export const createTaskRun = (body: JsonObject = {}, options: StepOptions & { as?: string } = {}): Step => {
  const { as = 'task', ...rest } = options
  return {
    name: `create ${as}`,
    method: 'POST',
    path: '/task_runs/',
    body: {
      flow_run_id: '$(run)',
      task_key: 'load',
      dynamic_key: `${as}-$(unique)`,
      name: `${as}-$(unique)`,
      ...body,
    },
    capture: { [as]: 'id' },
    ...rest,
  }
}

/** Proposes a state for a task run. */
export const setTaskState = (
  proposed: JsonObject,
  options: StepOptions & { of?: string; force?: boolean } = {},
): Step => {
  const { of = 'task', force, ...rest } = options
  return {
    name: `propose ${String(proposed.name ?? proposed.type)}`,
    method: 'POST',
    path: `/task_runs/$(${of})/set_state`,
    body: { state: proposed, ...(force !== undefined && { force }) },
    ...rest,
  }
}

/** Reads a task run. */
export const readTaskRun = (of = 'task', options: StepOptions = {}): Step => ({
  name: `read ${of}`,
  method: 'GET',
  path: `/task_runs/$(${of})`,
  ...options,
})

/** Reads the history of a task run. */
export const readTaskRunStates = (of = 'task', options: StepOptions = {}): Step => ({
  name: `read states of ${of}`,
  method: 'GET',
  path: `/task_run_states/?task_run_id=$(${of})`,
  ...options,
})
