import type { Static } from 'typebox'
import type { Json, JsonObject } from '../json.ts'
import { isEmpty, isPlainObject, valueError } from '../parse/rules.ts'
import {
  Checked,
  CheckedInput,
  Choice,
  Dict,
  Initially,
  ListOf,
  Maybe,
  Model,
  Name,
  pageFields,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { WorkQueueConcurrencyStatusDetail } from './work-queues.ts'

export const WorkPoolConcurrencyStatus = Model('WorkPoolConcurrencyStatus', {
  active_slots: Type.Integer(),
  concurrency_limit: Maybe(Type.Integer()),
  queues: ListOf(WorkQueueConcurrencyStatusDetail),
  ...pageFields,
})
export type WorkPoolConcurrencyStatus = Static<typeof WorkPoolConcurrencyStatus>

const steps = {
  bundle_upload_step: Maybe(Dict()),
  bundle_execution_step: Maybe(Dict()),
}

export const WorkPoolStorageConfiguration = StrictModel('WorkPoolStorageConfiguration', {
  ...steps,
  default_result_storage_block_id: Maybe(Uuid()),
})
export type WorkPoolStorageConfiguration = Static<typeof WorkPoolStorageConfiguration>

/** A name in double curly braces, in JSON. */
const PLACEHOLDER = /\{\{\s*([\p{L}\p{N}_.\-[\]$]+)\s*\}\}/gu

/** A template has both parts or none, and uses no variables but its own. [E40] */
const checkTemplate = (template: JsonObject | null) => {
  if (template === null || isEmpty(template)) return undefined
  const { job_configuration: configuration, variables } = template
  if (isEmpty(configuration) || isEmpty(variables))
    return valueError(
      'The `base_job_template` must contain both a `job_configuration` key and a `variables` key.',
    )
  const undeclared = undeclaredVariables(configuration, variables)
  return undeclared.length === 0
    ? undefined
    : valueError(
        `The variables specified in the job configuration template must be present as properties in the variables schema. Your job configuration uses the following undeclared variable(s): ${undeclared.join(' ,')}.`,
      )
}

function undeclaredVariables(configuration: Json | undefined, variables: Json | undefined): string[] {
  const properties = isPlainObject(variables) ? variables.properties : undefined
  const declared = isPlainObject(properties) ? Object.keys(properties) : []
  const texts = isPlainObject(configuration) ? Object.values(configuration) : []
  const used = texts.flatMap((text) =>
    [...JSON.stringify(text).matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''),
  )
  return [...new Set(used)].filter((name) => !declared.includes(name))
}

const checkNotBlank = (name: unknown) =>
  typeof name === 'string' && /^[' "]*$/.test(name) ? valueError('name cannot be an empty string') : undefined

export const WorkPoolCreate = StrictModel('WorkPoolCreate', {
  name: CheckedInput(Name(), checkNotBlank),
  description: Maybe(Type.String()),
  type: Type.String({ default: 'prefect-agent' }),
  base_job_template: Initially(Checked(Dict(), checkTemplate), {}),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  storage_configuration: Initially(WorkPoolStorageConfiguration, {}),
})
export type WorkPoolCreate = Static<typeof WorkPoolCreate>

export const WorkPoolStatus = Choice('WorkPoolStatus', ['READY', 'NOT_READY', 'PAUSED'])
export type WorkPoolStatus = Static<typeof WorkPoolStatus>

const fields = {
  ...stored,
  name: Name(),
  description: Maybe(Type.String()),
  type: Type.String(),
  base_job_template: Initially(Dict(), {}),
  is_paused: Type.Boolean({ default: false }),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  status: Maybe(WorkPoolStatus),
  default_queue_id: Maybe(Uuid()),
  storage_configuration: Initially(WorkPoolStorageConfiguration, {}),
  active_slots: Maybe(Type.Integer()),
}

export const WorkPoolResponse = Model('WorkPoolResponse', fields)
export type WorkPoolResponse = Static<typeof WorkPoolResponse>

/** A pool for clients that do not know blocks for results. [E42] */
export const OlderWorkPoolResponse = Model('OlderWorkPoolResponse', {
  ...fields,
  storage_configuration: Initially(Model('OlderWorkPoolStorageConfiguration', steps), {}),
})

/** Pools for such clients. */
export const OlderWorkPoolResponses = Type.Array(OlderWorkPoolResponse)

export const WorkPoolUpdate = StrictModel('WorkPoolUpdate', {
  description: Maybe(Type.String()),
  is_paused: Maybe(Type.Boolean()),
  base_job_template: Checked(Maybe(Dict()), checkTemplate),
  concurrency_limit: Maybe(Type.Integer({ minimum: 0 })),
  storage_configuration: Maybe(WorkPoolStorageConfiguration),
})
export type WorkPoolUpdate = Static<typeof WorkPoolUpdate>
