import type { Static, TObject, TSchema } from 'typebox'
import Type from './type.ts'

/** The HTTP methods that the API uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One operation of the API: everything that the server, the typed client and the OpenAPI document need to
 * know about it. Defined once, in the file of its resource; the server binds it to a handler.
 */
export interface Route<
  Path extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Response extends TSchema = TSchema,
> {
  /** The name of the operation, unique within its path: `set_flow_run_state`. */
  readonly name: string
  readonly method: Method
  /** Below the API root, with `{name}` for parameters: `/flow_runs/{id}/set_state`. */
  readonly path: string
  /** The name under which OpenAPI clients know the operation. */
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly params?: Path
  readonly query?: Query
  readonly headers: TObject
  readonly body?: Body
  /** True where a request may come without a body; `{}` stands in for it. */
  readonly bodyOptional?: boolean
  /** The status of a success as the document names it; a handler may answer another 2xx, such as 201. */
  readonly success: 200 | 201 | 202 | 204
  readonly response?: Response
  readonly deprecated?: boolean
}

/** What the parsed body of a route looks like. */
export type BodyOf<R> = R extends { readonly body: infer B extends TSchema } ? Static<B> : undefined
/** What the parsed path parameters of a route look like. */
export type ParamsOf<R> = R extends { readonly params: infer P extends TSchema } ? Static<P> : undefined
/** What the parsed query of a route looks like. */
export type QueryOf<R> = R extends { readonly query: infer Q extends TSchema } ? Static<Q> : undefined

/** Every operation that has a version to speak takes this header. [L6] */
export const ApiVersionHeaders = Type.Object({ 'x-prefect-api-version': Type.Optional(Type.String()) })

/** Headers of the operations that answer whatever version the client speaks. */
export const NoHeaders = Type.Object({})

type Defaults = 'operationId' | 'headers'
type Definition = Omit<Route, Defaults> & Partial<Pick<Route, 'headers'>>

/**
 * Declares a route and keeps the types of its schemas. The operation id follows from name, path and method, as
 * generated clients of the API expect it; the headers are `ApiVersionHeaders` unless the definition says otherwise.
 */
export const route = <const D extends Definition>(definition: D): D & Pick<Route, Defaults> => ({
  operationId: operationId(definition),
  headers: ApiVersionHeaders,
  ...definition,
})

const operationId = ({ name, path, method }: Pick<Route, 'name' | 'path' | 'method'>) =>
  `${`${name}${path}`.replace(/\W/g, '_')}_${method.toLowerCase()}`
