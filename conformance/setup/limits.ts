import type { JsonObject } from '@reeve/wire'
import type { Step } from '../framework/scenario.ts'
import type { StepOptions } from './flow-runs.ts'

/** Creates a global concurrency limit, captured as `name`. */
export const createLimit = (
  name: string,
  limit: number,
  body: JsonObject = {},
  options: StepOptions = {},
): Step => ({
  name: `create ${name}`,
  method: 'POST',
  path: '/v2/concurrency_limits/',
  body: { name: `${name}-$(unique)`, limit, ...body },
  capture: { [name]: 'id' },
  ...options,
})

/** Creates the limit of a task tag, captured as `name`; the tag is the name with `-$(unique)`. */
export const createTagLimit = (
  name: string,
  limit: number,
  body: JsonObject = {},
  options: StepOptions = {},
): Step => createLimit(name, limit, { name: `tag:${name}-$(unique)`, ...body }, options)

/** Reads a limit: how many of its slots are taken. */
export const readLimit = (name: string, options: StepOptions = {}): Step => ({
  name: `read ${name}`,
  method: 'GET',
  path: `/v2/concurrency_limits/$(${name})`,
  ...options,
})

/** Creates the deployment `deployment` of the flow `flow`, captured with its limit. */
export const createDeployment = (body: JsonObject = {}, options: StepOptions = {}): Step => ({
  name: 'create deployment',
  method: 'POST',
  path: '/deployments/',
  body: { name: 'deployment-$(unique)', flow_id: '$(flow)', ...body },
  capture: { deployment: 'id' },
  ...options,
})

/** Creates a deployment that lets so many runs at a time; the limit is captured as `limit`. */
export const createLimitedDeployment = (
  limit: number,
  body: JsonObject = {},
  options: StepOptions = {},
): Step =>
  createDeployment(
    { concurrency_limit: limit, ...body },
    { capture: { deployment: 'id', limit: 'global_concurrency_limit.id' }, ...options },
  )
