import type { Json, JsonObject } from '@reeve/wire'
import { isObject } from '../json-schema/schema-error.ts'
import { findAllErrors, findParameterProblem, type ParameterProblem } from './validate.ts'

/** What the infrastructure of a run is to be made with. */
export interface JobVariables {
  /** The pool's job template; its part `variables` is the schema and holds the defaults. */
  readonly template: JsonObject
  /** What was set, the last one winning: the deployment's variables, the run's. */
  readonly layers: readonly JsonObject[]
  /** Whether all must be there that the schema requires: of a run, not of a deployment. */
  readonly required: 'enforced' | 'ignored'
  /** The contents of the blocks that defaults refer to, by id. */
  readonly blocks: ReadonlyMap<string, JsonObject>
}

/** What is wrong with job variables by the template of their pool; undefined if nothing is. [K10] */
export function checkJobVariables(variables: JobVariables): ParameterProblem | undefined {
  const schema = variablesSchema(variables.template)
  if (!schema) return undefined
  const { merged, complete } = mergeJobVariables(schema, variables)
  return findParameterProblem(merged, schema, {
    ignoreRequired: variables.required === 'ignored' || !complete,
    allowNullWithDefault: true,
  })
}

/** What is wrong with the defaults of a template by its own schema, blocks in place of what refers to them. [E40] */
export function checkDefaults(
  template: JsonObject,
  blocks: JobVariables['blocks'],
): ParameterProblem | undefined {
  const schema = variablesSchema(template)
  if (!schema) return undefined
  const adjustments = { ignoreRequired: true, allowNullWithDefault: true }
  return findParameterProblem(Object.fromEntries(resolvedDefaults(schema, blocks)), schema, adjustments)
}

/** The ids of the blocks that a template's defaults refer to. */
export const referencedBlocks = (template: JsonObject): string[] =>
  defaultsOf(variablesSchema(template)).flatMap(([, value]) => blockReference(value) ?? [])

/** The defaults with what was set laid over them; not complete if a default had to be dropped. [K10] */
export function mergeJobVariables(
  schema: JsonObject,
  { layers, blocks }: Pick<JobVariables, 'layers' | 'blocks'>,
): { merged: JsonObject; complete: boolean } {
  const defaults = resolvedDefaults(schema, blocks)
  const invalid = invalidNames(Object.fromEntries(defaults), schema)
  const valid = defaults.filter(([name]) => !invalid.has(name))
  return { merged: Object.assign(Object.fromEntries(valid), ...layers), complete: invalid.size === 0 }
}

function variablesSchema(template: JsonObject): JsonObject | undefined {
  const schema = template.variables
  return isObject(schema) && Object.keys(schema).length > 0 ? (schema as JsonObject) : undefined
}

function defaultsOf(schema: JsonObject | undefined): [string, Json][] {
  const properties = schema && isObject(schema.properties) ? schema.properties : {}
  return Object.entries(properties).flatMap(([name, property]): [string, Json][] =>
    isObject(property) && 'default' in property ? [[name, property.default as Json]] : [],
  )
}

/** The defaults, blocks in place of what refers to them; a reference that says no block is left out. */
const resolvedDefaults = (schema: JsonObject, blocks: JobVariables['blocks']): [string, Json][] =>
  defaultsOf(schema).flatMap(([name, value]): [string, Json][] => {
    if (!isReference(value)) return [[name, value]]
    const block = blocks.get(blockReference(value) ?? '')
    return block ? [[name, block]] : []
  })

const isReference = (value: Json): value is JsonObject => isObject(value) && '$ref' in value

function blockReference(value: Json): string | undefined {
  const target = isReference(value) ? value.$ref : undefined
  return isObject(target) && typeof target.block_document_id === 'string'
    ? target.block_document_id
    : undefined
}

/** Which defaults break the schema that they stand in. */
function invalidNames(defaults: JsonObject, schema: JsonObject): Set<string> {
  const errors = findAllErrors(defaults, schema, { ignoreRequired: true })
  if (!Array.isArray(errors)) return new Set(Object.keys(defaults))
  return new Set(errors.flatMap(({ path: [name] }) => (typeof name === 'string' ? [name] : [])))
}
