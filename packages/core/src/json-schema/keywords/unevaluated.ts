import type { Json, JsonObject } from '@reeve/wire'
import type { Keyword, Schema, Validator } from '../keyword.ts'
import { searches } from '../pattern.ts'
import { isObject } from '../schema-error.ts'
import { listed } from './objects.ts'

/** The schemas next to or in this one that the value keeps to and that so have a say about its parts. */
function applicable(validator: Validator, instance: unknown, schema: JsonObject): Schema[] {
  const found: Schema[] = []
  for (const reference of [schema.$ref, schema.$dynamicRef]) {
    if (typeof reference === 'string') found.push(validator.resolve(reference))
  }
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const alternatives = (schema[keyword] ?? []) as Schema[]
    found.push(...alternatives.filter((each) => validator.isValid(instance, each)))
  }
  if (schema.if !== undefined) {
    const holds = validator.isValid(instance, schema.if as Schema)
    if (holds) found.push(schema.if as Schema)
    const branch = holds ? schema.then : schema.else
    if (branch !== undefined) found.push(branch as Schema)
  }
  return found
}

function evaluatedKeys(validator: Validator, instance: Record<string, unknown>, schema: Schema): Set<string> {
  const keys = new Set<string>()
  if (typeof schema === 'boolean') return keys
  for (const key of Object.keys((schema.properties ?? {}) as JsonObject))
    if (Object.hasOwn(instance, key)) keys.add(key)
  for (const [key, value] of Object.entries(instance)) {
    const rest = [schema.additionalProperties, schema.unevaluatedProperties]
    if (rest.some((each) => each !== undefined && validator.isValid(value, each as Schema))) keys.add(key)
    const patterns = Object.keys((schema.patternProperties ?? {}) as JsonObject)
    if (patterns.some((pattern) => searches(pattern, key))) keys.add(key)
  }
  const dependent = Object.entries((schema.dependentSchemas ?? {}) as JsonObject)
  const inner = dependent.filter(([key]) => Object.hasOwn(instance, key)).map(([, each]) => each as Schema)
  for (const each of [...applicable(validator, instance, schema), ...inner]) {
    for (const key of evaluatedKeys(validator, instance, each)) keys.add(key)
  }
  return keys
}

function evaluatedIndexes(validator: Validator, instance: readonly unknown[], schema: Schema): Set<number> {
  if (typeof schema === 'boolean') return new Set()
  if ('items' in schema) return new Set(instance.keys())
  const indexes = new Set(((schema.prefixItems ?? []) as Json[]).keys())
  for (const each of [schema.contains, schema.unevaluatedItems]) {
    if (each === undefined) continue
    for (const [index, item] of instance.entries())
      if (validator.isValid(item, each as Schema)) indexes.add(index)
  }
  for (const each of applicable(validator, instance, schema)) {
    for (const index of evaluatedIndexes(validator, instance, each)) indexes.add(index)
  }
  return indexes
}

const unevaluatedItems: Keyword = ({ instance, schema, validator }) => {
  if (!Array.isArray(instance)) return []
  const evaluated = evaluatedIndexes(validator, instance, schema)
  const left = instance.filter((_, index) => !evaluated.has(index))
  return left.length > 0
    ? [{ message: `Unevaluated items are not allowed (${listed(left)} unexpected)` }]
    : []
}

const unevaluatedProperties: Keyword = ({ value, instance, schema, validator }) => {
  if (!isObject(instance)) return []
  const evaluated = evaluatedKeys(validator, instance, schema)
  const left = Object.keys(instance).filter(
    (key) => !evaluated.has(key) && !validator.isValid(instance[key], value as Schema),
  )
  if (left.length === 0) return []
  if (value === false) {
    return [{ message: `Unevaluated properties are not allowed (${listed(left.sort())} unexpected)` }]
  }
  const which = `${listed(left)} unevaluated and invalid`
  return [{ message: `Unevaluated properties are not valid under the given schema (${which})` }]
}

/** Keywords about what no other keyword has looked at. */
export const UNEVALUATED_KEYWORDS: Readonly<Record<string, Keyword>> = {
  unevaluatedItems,
  unevaluatedProperties,
}
