import type { Json, JsonObject } from '@reeve/wire'
import { isObject, normaliseSchema } from './normalise.ts'

/** Where two documents differ, and what each of them says; undefined where one says nothing. */
export interface Difference {
  /** Method and path: `POST /flow_runs/`. */
  readonly operation: string
  /** Inside of the operation, or of a component that it uses: `FlowRunCreate.properties.name.type`. */
  readonly place: string
  readonly expected: Json | undefined
  readonly actual: Json | undefined
}

/** What is compared of an OpenAPI document. */
export interface ApiDocument {
  readonly paths: JsonObject
  readonly components: { readonly schemas: JsonObject }
}

/** The operations of a document: `POST /flow_runs/`. */
export const operationsOf = ({ paths }: ApiDocument): string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    isObject(methods) ? Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`) : [],
  )

/** All differences of one operation, those in the components that it uses included. */
export function compareOperation(
  operation: string,
  expected: ApiDocument,
  actual: ApiDocument,
): Difference[] {
  const differences: Difference[] = []
  const found = (place: string, pair: Pair) => differences.push({ operation, place, ...pair })
  const pair = { expected: normalOperation(operation, expected), actual: normalOperation(operation, actual) }
  compareValues('', pair, found)
  for (const name of new Set([
    ...componentsOf(pair.expected, expected),
    ...componentsOf(pair.actual, actual),
  ])) {
    const component = { expected: componentOf(name, expected), actual: componentOf(name, actual) }
    compareValues(name, component, found)
  }
  return differences
}

interface Pair {
  readonly expected: Json | undefined
  readonly actual: Json | undefined
}

const componentOf = (name: string, { components }: ApiDocument) => {
  const component = components.schemas[name]
  return component === undefined ? undefined : normaliseSchema(component)
}

function normalOperation(operation: string, { paths }: ApiDocument): Json | undefined {
  const [method = '', path = ''] = operation.split(' ')
  const methods = paths[path]
  const found = isObject(methods) ? methods[method.toLowerCase()] : undefined
  if (!isObject(found)) return undefined
  const { parameters = [], tags = [], ...rest } = found
  return normaliseSchema({
    ...rest,
    tags: Array.isArray(tags) ? [...new Set(tags)] : tags,
    parameters: Array.isArray(parameters) ? Object.fromEntries(parameters.map(byPlaceAndName)) : parameters,
  })
}

const byPlaceAndName = (parameter: Json): [string, Json] =>
  isObject(parameter) ? [`${parameter.in} ${parameter.name}`, parameter] : [String(parameter), parameter]

/** Names of all components that a part of a document refers to, directly or through others. */
function componentsOf(part: Json | undefined, document: ApiDocument): Set<string> {
  const names = new Set<string>()
  const parts = [part]
  while (parts.length > 0) {
    const text = JSON.stringify(parts.pop() ?? null)
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (names.has(name)) continue
      names.add(name)
      parts.push(document.components.schemas[name])
    }
  }
  return names
}

function compareValues(place: string, pair: Pair, found: (place: string, pair: Pair) => void): void {
  const { expected, actual } = pair
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      compareValues(`${place}.${key}`, { expected: expected[key], actual: actual[key] }, found)
    }
  } else if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    for (const [index, value] of expected.entries()) {
      compareValues(`${place}.${index}`, { expected: value, actual: actual[index] }, found)
    }
  } else if (JSON.stringify(expected) !== JSON.stringify(actual)) found(place, pair)
}
