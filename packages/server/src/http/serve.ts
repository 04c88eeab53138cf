import type { ParseContext, Route } from '@reeve/wire'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { parseRules } from '../parse-context.ts'
import { Answer, type BoundRoute } from './bind.ts'
import { readBody } from './body.ts'
import { HttpCall } from './call.ts'
import { readClient } from './client.ts'
import { type Codec, compileCodec } from './codec.ts'
import { normalUuid } from './created-by.ts'
import { uuidParams } from './paths.ts'
import { sendAnswer, sendJson } from './send.ts'

/**
 * The handler of a bound route: reads and checks the request, calls what is bound, prints the answer. Parser and
 * printer are made on the first request: making all of them at start would take longer than the rest of it.
 */
export function serve(ctx: Context, { route, handle }: BoundRoute): RouteHandlerMethod {
  const answer = handle as (ctx: Context, call: HttpCall) => unknown
  const uuids = [...uuidParams(route)]
  const rules = parseRules(ctx.settings)
  let codec: Codec | undefined

  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!normalizeIds(request.params as Record<string, string>, uuids)) return reply.callNotFound()
    codec ??= compileCodec(route)
    const result = await answer(
      ctx,
      readCall(request, { codec, route, context: { now: ctx.clock.now(), ...rules } }),
    )
    if (result instanceof Answer) return sendAnswer({ request, reply }, result, codec.printerFor(result))
    reply.code(route.success)
    return route.success === 204 ? reply.send() : sendJson({ request, reply }, codec.print(result ?? null))
  }
}

interface Reading {
  readonly codec: Codec
  readonly route: Route
  readonly context: ParseContext
}

/** In the order in which the reference looks: JSON, version, then everything against the schemas. */
function readCall(request: FastifyRequest, { codec, route, context }: Reading): HttpCall {
  const bytes = request.body as Buffer | undefined
  const rawBody = route.body && readBody(bytes, request.headers)
  const client = readClient('x-prefect-api-version' in route.headers.properties ? request.headers : {})
  const parsed = codec.parse({ params: request.params, query: request.query, body: rawBody }, context)
  return new HttpCall(request.raw, { ...parsed, rawBody, bytes, client })
}

/** Writes ids as they are kept; false if one is none. */
function normalizeIds(params: Record<string, string>, uuids: readonly string[]): boolean {
  for (const name of uuids) {
    const id = normalUuid(params[name] ?? '')
    if (id === undefined) return false
    params[name] = id
  }
  return true
}
