import type { Client } from '@reeve/core/transitions'
import type { BodyOf, CreatedBy, ParamsOf, QueryOf, Route } from '@reeve/wire'
import type { TSchema } from 'typebox'
import type { Context } from '../context.ts'

/** A request after authentication and parsing: what a handler gets. */
export interface Call<R> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  /** Names of the body's top-level fields that the client sent, for partial updates. */
  readonly sent: ReadonlySet<string>
  /** The text of the body, for what its value does not tell: how numbers were written. */
  readonly text: string | undefined
  readonly client: Client
  /** The automation that acts, from its headers. [C6] */
  readonly createdBy: CreatedBy | null
  /** Whether a page asks that merely shows what there is. [E29] */
  readonly isFromUi: boolean
  /** Scheme and host as the client sees them, no trailing slash: `http://127.0.0.1:4200`. */
  readonly origin: string
}

/** An answer other than the route's own success status with a JSON body. */
export class Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** An answer in another shape than the route's own. */
export class ShapedAnswer extends Answer {
  readonly shape: TSchema
  constructor(status: number, body: unknown, shape: TSchema) {
    super(status, body)
    this.shape = shape
  }
}

/** 201 if the row is new, 200 if it was there. */
export const createdOrFound = (created: boolean, body: unknown) => new Answer(created ? 201 : 200, body)

/** A route with what serves it. */
export interface BoundRoute {
  readonly route: Route
  readonly handle: (ctx: Context, call: never) => unknown
}

/**
 * Ties a route to its handler, one line each: a query or an operation. The handler returns the body (sent with
 * the route's success status, instants printed by its response schema) or an Answer, or throws one of `errors.ts`.
 */
export const bind = <const R extends Route>(
  route: R,
  handle: (ctx: Context, call: Call<R>) => Promise<unknown> | unknown,
): BoundRoute => ({ route, handle })
