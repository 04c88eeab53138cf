import type { Json, JsonObject } from '@reeve/wire'
import type { Step } from '../framework/scenario.ts'

/** A step's name, and what it adds to the usual request or wants of the answer. */
export type StepOptions = Partial<Omit<Step, 'method' | 'path'>>

/** Creates the flow `name`, captured under that name. */
export const createFlow = (name = 'flow', body: JsonObject = {}, options: StepOptions = {}): Step => ({
  name: `create ${name}`,
  method: 'POST',
  path: '/flows/',
  body: { name: `${name}-$(unique)`, ...body },
  capture: { [name]: 'id' },
  ...options,
})

/** Creates a flow run of the flow captured as `flow`, captured as `run`. */
export const createRun = (body: JsonObject = {}, options: StepOptions & { as?: string } = {}): Step => {
  const { as = 'run', ...rest } = options
  return {
    name: `create ${as}`,
    method: 'POST',
    path: '/flow_runs/',
    body: { flow_id: '$(flow)', name: `${as}-$(unique)`, ...body },
    capture: { [as]: 'id' },
    ...rest,
  }
}

/** Creates a run of the deployment captured as `deployment`. */
export const createDeploymentRun = (
  body: JsonObject = {},
  options: StepOptions & { as?: string; of?: string } = {},
): Step => {
  const { as = 'run', of = 'deployment', ...rest } = options
  return {
    name: `create ${as}`,
    method: 'POST',
    path: `/deployments/$(${of})/create_flow_run`,
    body: { name: `${as}-$(unique)`, ...body },
    capture: { [as]: 'id' },
    ...rest,
  }
}

/** Proposes a state for a flow run. */
export const setState = (
  proposed: JsonObject,
  options: StepOptions & { of?: string; force?: boolean } = {},
): Step => {
  const { of = 'run', force, ...rest } = options
  return {
    name: `propose ${String(proposed.name ?? proposed.type)}`,
    method: 'POST',
    path: `/flow_runs/$(${of})/set_state`,
    body: { state: proposed, ...(force !== undefined && { force }) },
    ...rest,
  }
}

/** Reads a flow run. */
export const readRun = (of = 'run', options: StepOptions = {}): Step => ({
  name: `read ${of}`,
  method: 'GET',
  path: `/flow_runs/$(${of})`,
  ...options,
})

/** Reads the history of a flow run. */
export const readRunStates = (of = 'run', options: StepOptions = {}): Step => ({
  name: `read states of ${of}`,
  method: 'GET',
  path: `/flow_run_states/?flow_run_id=$(${of})`,
  ...options,
})

/** A POST with its body, for the many routes that read. */
export const post = (name: string, path: string, body?: Json, options: StepOptions = {}): Step => ({
  name,
  method: 'POST',
  path,
  ...(body !== undefined && { body }),
  ...options,
})

export const get = (name: string, path: string, options: StepOptions = {}): Step => ({
  name,
  method: 'GET',
  path,
  ...options,
})

export const patch = (name: string, path: string, body: Json, options: StepOptions = {}): Step => ({
  name,
  method: 'PATCH',
  path,
  body,
  ...options,
})

export const remove = (name: string, path: string, options: StepOptions = {}): Step => ({
  name,
  method: 'DELETE',
  path,
  ...options,
})
