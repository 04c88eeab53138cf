import { readFileSync } from 'node:fs'
import type { JsonObject } from '@reeve/wire'

/** A schema of the OpenAPI document. */
export type Schema = JsonObject

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

/** An operation of the contract. */
export interface Operation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
  /** By status, the schema of the answer; undefined where it has no body of JSON. */
  readonly answers: Readonly<Record<string, Schema | undefined>>
}

interface Document {
  readonly paths: Record<string, Record<string, RawOperation>>
  readonly components: { readonly schemas: Record<string, Schema> }
}
interface Content {
  readonly 'application/json'?: { readonly schema: Schema }
}
interface RawOperation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter & { readonly required?: boolean })[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Record<string, { readonly content?: Content }>
}

const document = JSON.parse(
  readFileSync(new URL('../contract/openapi.json', import.meta.url), 'utf8'),
) as Document

/** Schemas by name, as `$ref` names them. */
export const components = document.components.schemas

/** Every operation of the contract. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => readOperation(path, method, raw)),
)

function readOperation(path: string, method: string, raw: RawOperation): Operation {
  const answers = Object.entries(raw.responses).map(
    ([status, { content }]) => [status, content?.['application/json']?.schema] as const,
  )
  return {
    id: raw.operationId,
    method: method.toUpperCase() as Operation['method'],
    path,
    parameters: (raw.parameters ?? []).map((parameter) => ({
      ...parameter,
      required: parameter.required ?? false,
    })),
    body: raw.requestBody?.content['application/json']?.schema,
    answers: Object.fromEntries(answers),
  }
}

/** The schema that a schema stands for. */
export function resolve(schema: Schema): Schema {
  const reference = schema.$ref
  if (typeof reference !== 'string') return schema
  const found = components[reference.slice(reference.lastIndexOf('/') + 1)]
  if (!found) throw new Error(`The document has no ${reference}`)
  return resolve(found)
}
