import { DatabaseUnavailable, IntegrityViolation, Overloaded } from '@reeve/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { Context } from '../context.ts'
import { pathOf } from './guard.ts'

/** What a line says of a request: never its query, headers or body, which may hold secrets. */
const facts = (request: FastifyRequest) => ({
  request_id: request.id,
  method: request.method,
  path: pathOf(request.url),
})

/** Logs every answer, if the level asks for it. */
export function logAnswers(app: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('info')) return
  app.addHook('onResponse', (request, reply, done) => {
    const milliseconds = Math.round(reply.elapsedTime * 1000) / 1000
    log.info({ ...facts(request), status: reply.statusCode, milliseconds }, 'Answered')
    done()
  })
}

/** Logs why a request failed where the answer does not tell. */
export function logFailure(
  { log, settings }: Pick<Context, 'log' | 'settings'>,
  err: unknown,
  { status, request }: { status: number; request: FastifyRequest },
): void {
  if (err instanceof IntegrityViolation) log.warn({ ...facts(request), err }, 'The data forbids the change')
  if (status < 500) return
  const isRetried = err instanceof DatabaseUnavailable || err instanceof Overloaded
  const level = !isRetried || settings['server.log_retryable_errors'] ? 'error' : 'warn'
  log[level]({ ...facts(request), status, err }, 'Cannot answer a request')
}
