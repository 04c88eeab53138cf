import type { JsonObject } from '@reeve/wire'
import type { Step } from '../framework/scenario.ts'
import { post, type StepOptions } from './flow-runs.ts'

/** What is made, and of what that was captured before. */
interface Making extends Omit<StepOptions, 'body'> {
  /** What it is captured as. */
  readonly as?: string
  /** The type that it belongs to. */
  readonly type?: string
  /** The schema that it keeps to. */
  readonly schema?: string
  /** Over what is sent. */
  readonly body?: JsonObject
}

/** Creates the block type `type`, whose slug and name are `type-$(unique)`. */
export function createBlockType(body: JsonObject = {}, making: Making = {}): Step {
  const { as = 'type', ...options } = making
  const whole = { name: `${as}-$(unique)`, slug: `${as}-$(unique)`, ...body }
  return post(`create ${as}`, '/block_types/', whole, { capture: { [as]: 'id' }, ...options })
}

/** Creates the schema `schema` of the type `type`, of a version of its own: checksums stay the same. */
export function createBlockSchema(fields: JsonObject, making: Making = {}): Step {
  const { as = 'schema', type = 'type', body, ...options } = making
  const whole = { fields, block_type_id: `$(${type})`, version: 'v-$(unique)', ...body }
  return post(`create ${as}`, '/block_schemas/', whole, { capture: { [as]: 'id' }, ...options })
}

/** Creates the block `block` of the schema `schema` and the type `type`, named `block-$(unique)`. */
export function createBlock(data: JsonObject, making: Making = {}): Step {
  const { as = 'block', type = 'type', schema = 'schema', body, ...options } = making
  const ids = { block_type_id: `$(${type})`, block_schema_id: `$(${schema})` }
  const whole = { name: `${as}-$(unique)`, data, ...ids, ...body }
  return post(`create ${as}`, '/block_documents/', whole, { capture: { [as]: 'id' }, ...options })
}

/** What refers to a block that was captured. */
export const blockRef = (captured: string): JsonObject => ({
  $ref: { block_document_id: `$(${captured})` },
})
