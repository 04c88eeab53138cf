import { ApiVersionHeaders, type Route } from '@reeve/wire'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { Answer, type BoundRoute } from './bind.ts'
import { readBody } from './body.ts'
import { HttpCall } from './call.ts'
import { readClient } from './client.ts'
import { type Codec, compileCodec } from './codec.ts'
import { normalUuid } from './created-by.ts'
import { Refused } from './errors.ts'
import { uuidParams } from './paths.ts'
import { sendAnswer, sendJson } from './send.ts'

/**
 * The handler of a bound route: reads and checks the request, calls what is bound, prints the answer. Parser and
 * printer are made on the first request: making all of them at start would take longer than the rest of it.
 */
export function serve(ctx: Context, { route, handle }: BoundRoute): RouteHandlerMethod {
  let codec: Codec | undefined
  const uuids = [...uuidParams(route)]
  const answer = handle as (ctx: Context, call: HttpCall) => unknown

  return async (request: FastifyRequest, reply: FastifyReply) => {
    codec ??= compileCodec(route)
    const result = await answer(ctx, readCall(request, { codec, route, uuids, ctx }))
    if (result instanceof Answer) return sendAnswer({ request, reply }, result, codec.printAnswer(result))
    reply.code(route.success)
    return route.success === 204 ? reply.send() : sendJson(request, reply, codec.print(result ?? null))
  }
}

interface Reading {
  readonly ctx: Context
  readonly codec: Codec
  readonly route: Route
  /** Names of the path parameters that are ids. */
  readonly uuids: readonly string[]
}

/** In the order in which the reference looks: path, JSON, version, then everything against the schemas. */
function readCall(request: FastifyRequest, { ctx, codec, route, uuids }: Reading): HttpCall {
  const params = readIds(request.params as Record<string, string>, uuids)
  const rawBody = route.body && readBody(request.body as Buffer | undefined, request.headers['content-type'])
  const client = readClient(route.headers === ApiVersionHeaders ? request.headers : {})
  const parsed = codec.parse({ params, query: request.query, body: rawBody }, ctx.clock.now())
  return new HttpCall(request.raw, { ...parsed, rawBody, client })
}

function readIds(params: Record<string, string>, uuids: readonly string[]): Record<string, string> {
  for (const name of uuids) {
    const id = normalUuid(params[name] ?? '')
    if (id === undefined) throw new Refused(404, 'Not Found')
    params[name] = id
  }
  return params
}
