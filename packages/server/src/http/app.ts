import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { Answer, type BoundRoute } from './bind.ts'
import { answerTo } from './failures.ts'
import { guard, pathOf } from './guard.ts'
import { originOf } from './origin.ts'
import { apiBase } from './pages.ts'
import { explainMiss, type Served, uuidParams } from './paths.ts'
import { logAnswers, logFailure } from './request-log.ts'
import { sendAnswer } from './send.ts'
import { serve } from './serve.ts'

/** Names and keys in paths may be longer than the framework's default of 100. */
const MAX_PARAM_CHARACTERS = 4096

/**
 * Routes carry no schemas for the framework: bodies are parsed and answers printed by ours. Without these it loads
 * libraries for both, 150 modules and 6 MB, for nothing.
 */
const NO_COMPILERS = {
  buildValidator: () => neverCompiled,
  buildSerializer: () => neverCompiled,
}

const neverCompiled = (): never => {
  throw new Error('Routes have no schemas of the framework')
}

/** A path outside of the API: a page or a document. */
export interface Page {
  readonly path: string
  readonly answer: (origin: string) => Answer
}

/** The HTTP side of the server: the API's routes under their base path, and the pages beside them. */
export async function buildApp(
  ctx: Context,
  routes: readonly BoundRoute[],
  pages: readonly Page[],
): Promise<FastifyInstance> {
  const { settings } = ctx
  const app = Fastify({
    logger: false,
    bodyLimit: settings['reeve.body_limit_bytes'],
    keepAliveTimeout: settings['server.api.keepalive_timeout'] * 1000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    genReqId: requestIds(),
    routerOptions: { maxParamLength: MAX_PARAM_CHARACTERS },
    schemaController: { compilersFactory: NO_COMPILERS },
    frameworkErrors: (error, request, reply) => fail(ctx, error, { request, reply }),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', guard(ctx))
  logAnswers(app, ctx.log)
  app.setErrorHandler((error, request, reply) => fail(ctx, error, { request, reply }))

  const base = apiBase(settings)
  for (const bound of routes) {
    const url = base + bound.route.path.replace(/\{(\w+)\}/g, ':$1')
    app.route({ method: bound.route.method, url, handler: serve(ctx, bound) })
  }
  for (const { path, answer } of pages) {
    app.get(path, (request, reply) => sendAnswer({ request, reply }, answer(originOf(request.raw))))
  }
  app.setNotFoundHandler(missing([...routes.map((bound) => servedAt(base, bound)), ...pages.map(servedPage)]))
  await app.ready()
  return app
}

const servedAt = (base: string, { route }: BoundRoute): Served => ({
  method: route.method,
  template: base + route.path,
  uuids: uuidParams(route),
})

const servedPage = ({ path }: Page): Served => ({ method: 'GET', template: path, uuids: new Set() })

/** Answers what no route matches. [L4, L5] */
function missing(served: readonly Served[]) {
  const explain = explainMiss(served)
  return (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url)
    const miss = explain(path)
    switch (miss.kind) {
      case 'wrong-method':
        return sendAnswer({ request, reply }, wrongMethod(miss.allowed))
      case 'other-slash': {
        const location = originOf(request.raw) + miss.path + request.url.slice(path.length)
        return reply.code(307).header('location', location).send()
      }
      case 'unknown':
        return sendAnswer({ request, reply }, new Answer(404, { detail: 'Not Found' }))
    }
  }
}

const wrongMethod = (allowed: readonly string[]) =>
  new Answer(405, { detail: 'Method Not Allowed' }, { allow: allowed.join(', ') })

function fail(ctx: Context, error: unknown, on: { request: FastifyRequest; reply: FastifyReply }) {
  const answer = answerTo(error)
  logFailure(ctx, error, { status: answer.status, request: on.request })
  return sendAnswer(on, answer)
}

const REQUEST_ID = /^[\w.:+/=-]{1,128}$/

/** The id that the client gave its request, else a new one. */
function requestIds(): (request: IncomingMessage) => string {
  const prefix = randomBytes(4).toString('hex')
  let count = 0
  return ({ headers }) => {
    const given = headers['x-request-id']
    if (typeof given === 'string' && REQUEST_ID.test(given)) return given
    count++
    return `${prefix}-${count.toString(36)}`
  }
}
