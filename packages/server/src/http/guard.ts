import { readCsrfToken } from '@reeve/database/queries/csrf-tokens/read-csrf-token'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type Cors, isPreflight, readCors } from './cors.ts'
import { isAuthorized } from './credentials.ts'
import { checkCsrf } from './csrf.ts'
import { Unauthorized } from './errors.ts'
import { apiBase } from './pages.ts'

type Done = (error?: Error) => void

/**
 * What every request passes before its route: pages of other origins get their headers, then the CSRF token is
 * checked, then the auth string. [M3-M5]
 */
export function guard(ctx: Context): (request: FastifyRequest, reply: FastifyReply, done: Done) => void {
  const { settings } = ctx
  const cors = readCors(settings)
  const authString = settings['server.api.auth_string']
  const isProtected = protectedPaths(apiBase(settings))
  const checksCsrf = settings['server.api.csrf_protection_enabled']
  const findToken = (client: string) => readCsrfToken(ctx.database.quick, client, ctx.clock.now())

  const authenticate = (request: FastifyRequest, done: Done) => {
    const needsAuth = authString && isProtected(request.method, pathOf(request.url))
    done(
      needsAuth && !isAuthorized(request.headers.authorization, authString) ? new Unauthorized() : undefined,
    )
  }

  return (request, reply, done) => {
    reply.header('x-request-id', request.id)
    if (answerOrigin(cors, request, reply)) return
    // The framework would refuse an empty one; to clients of the reference it means text. [L1]
    if (request.headers['content-type'] === '') request.raw.headers['content-type'] = 'text/plain'
    if (!checksCsrf) return authenticate(request, done)
    checkCsrf(request, findToken).then(() => authenticate(request, done), done)
  }
}

/** The path of a URL without its query. */
export function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}

/** Whether a request needs the auth string: all of the API but its health and readiness, and its description. */
function protectedPaths(base: string): (method: string, path: string) => boolean {
  const open = new Set([`${base}/health`, `${base}/ready`])
  const described = new Set(['/docs', '/openapi.json'])
  return (method, path) => {
    if (method === 'GET' && open.has(path)) return false
    return path === base || path.startsWith(`${base}/`) || described.has(path)
  }
}

/** Adds the headers for a page of another origin; true if that was all that it asked for. */
function answerOrigin(cors: Cors, request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers
  if (origin === undefined) return false
  if (isPreflight(request.method, request.headers)) {
    const { status, text, headers } = cors.preflight(request.headers)
    reply.code(status).headers(headers).type('text/plain; charset=utf-8').send(text)
    return true
  }
  reply.headers(cors.answer(origin))
  return false
}
