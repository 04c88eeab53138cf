import { shapeOf } from '../parse/shape.ts'
import { HTTPValidationError } from '../resources/validation-errors.ts'
import { NoHeaders, type Route } from '../route.ts'
import { isRequired, type JsonSchema, SchemaWriter } from './schemas.ts'

/** What a document says about the API as a whole. */
export interface ApiInfo {
  readonly title: string
  readonly version: string
  readonly description?: string
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: ApiInfo
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

/** The OpenAPI document of these routes. Paths stand in it as in the routes, below the API's root. */
export function buildOpenApi(routes: readonly Route[], info: ApiInfo): OpenApiDocument {
  const writer = new SchemaWriter()
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, writer) }
  }
  const schemas = Object.fromEntries([...writer.components].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { openapi: '3.1.0', info, paths, components: { schemas } }
}

function operation(route: Route, writer: SchemaWriter): JsonSchema {
  const parameters = [
    ...parametersOf(route, 'path', writer),
    ...parametersOf(route, 'query', writer),
    ...parametersOf(route, 'header', writer),
  ]
  return {
    operationId: route.operationId,
    tags: route.tags,
    summary: route.summary,
    ...(route.deprecated && { deprecated: true }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBody(route, writer) }),
    responses: {
      [route.success]: success(route, writer),
      ...(route.headers !== NoHeaders && { 422: refusal(writer) }),
    },
  }
}

type ParameterPlace = 'path' | 'query' | 'header'

function parametersOf(route: Route, place: ParameterPlace, writer: SchemaWriter): JsonSchema[] {
  const schema = { path: route.params, query: route.query, header: route.headers }[place]
  if (!schema) return []
  const shape = shapeOf(schema)
  return Object.entries(shape.properties ?? {}).map(([name, parameter]) => ({
    name,
    in: place,
    required: isRequired(name, parameter, shape),
    schema: writer.write(parameter),
  }))
}

function requestBody(route: Route, writer: SchemaWriter): JsonSchema {
  const shape = shapeOf(route.body ?? {})
  const isGroup = shape.properties !== undefined && shape.$id === undefined
  const schema = isGroup ? writer.reference(`Body_${route.operationId}`, shape) : writer.write(shape)
  return { content: json(schema), ...(!route.bodyOptional && { required: true }) }
}

function success({ response, summary }: Route, writer: SchemaWriter): JsonSchema {
  return { description: summary, ...(response && { content: json(writer.write(shapeOf(response))) }) }
}

const refusal = (writer: SchemaWriter): JsonSchema => ({
  description: 'The request does not have the shape that it must have',
  content: json(writer.write(shapeOf(HTTPValidationError))),
})

const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } })
