import type { Json } from '@reeve/wire'
import { readRecording, recordingName } from '../framework/recorded.ts'
import type { Transcript } from '../framework/run-scenario.ts'
import type { Step } from '../framework/scenario.ts'
import { type Operation, operations, resolve, type Schema } from '../fuzz/document.ts'
import { groups } from './index.ts'

/** A request of a scenario, which operation it asks, and the status with which the reference answered. */
export interface Exchange {
  readonly step: Step
  readonly operation: Operation | undefined
  readonly status: number
}

/** All requests of all scenarios that are recorded. */
export const exchanges = (): Exchange[] =>
  groups.flatMap((group) => {
    const recording = readRecording(recordingName(group, 'postgresql'))
    if (!recording) return []
    const scenarios = group.scenarios.flatMap(({ name, steps }) =>
      answered(steps, recording.scenarios[name] ?? {}),
    )
    return [...answered(group.setup ?? [], recording.setup), ...scenarios]
  })

const answered = (steps: readonly Step[], transcript: Transcript): Exchange[] =>
  steps.flatMap((step) => {
    const answer = transcript[step.name]
    return answer ? [{ step, operation: operationOf(step), status: answer.status }] : []
  })

/** Longer literal texts first, so that `/flows/filter` is not taken for `/flows/{id}`. */
const patterns = operations
  .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
  .sort((a, b) => parametersIn(a.operation) - parametersIn(b.operation))

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`)
}

function parametersIn({ path }: Operation): number {
  return path.split('{').length
}

/** The operation that a request asks; undefined for paths that the contract does not know. */
export const operationOf = ({ method, path }: Step): Operation | undefined =>
  patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation

/** The properties in a value that a schema knows, as `Component.property`; those of the schema itself by themselves. */
export function fieldsIn(schema: Schema, value: Json | undefined, name = ''): string[] {
  const reference = schema.$ref
  if (typeof reference === 'string')
    return fieldsIn(resolve(schema), value, reference.slice(reference.lastIndexOf('/') + 1))
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => (some ?? []) as Schema[])
  const inBranches = branches.flatMap((branch) => fieldsIn(branch, value, name))
  if (Array.isArray(value)) {
    const { items } = schema
    return [...inBranches, ...(items ? value.flatMap((item) => fieldsIn(items as Schema, item, name)) : [])]
  }
  if (value === null || typeof value !== 'object') return inBranches
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const own = Object.entries(properties).flatMap(([key, property]) =>
    key in value ? [`${name}.${key}`, ...fieldsIn(property, value[key], `${name}.${key}`)] : [],
  )
  return [...inBranches, ...own]
}

/** All properties that a schema knows, in the same form. */
export function fieldsOf(schema: Schema, name = '', seen = new Set<string>()): string[] {
  const reference = schema.$ref
  if (typeof reference === 'string') {
    if (seen.has(reference)) return []
    return fieldsOf(resolve(schema), reference.slice(reference.lastIndexOf('/') + 1), seen.add(reference))
  }
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => (some ?? []) as Schema[])
  const parts = schema.items ? [...branches, schema.items as Schema] : branches
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  return [
    ...parts.flatMap((part) => fieldsOf(part, name, seen)),
    ...Object.entries(properties).flatMap(([key, property]) => [
      `${name}.${key}`,
      ...fieldsOf(property, `${name}.${key}`, seen),
    ]),
  ]
}
