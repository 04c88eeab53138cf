import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './bind.ts'
import { acceptsGzip, compress, GZIP_FROM_BYTES } from './gzip.ts'

/** Sends a JSON text, compressed where that is worth it. [L7] */
export async function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<FastifyReply> {
  reply.header('content-type', 'application/json')
  if (text.length < GZIP_FROM_BYTES || !acceptsGzip(request.headers['accept-encoding']))
    return reply.send(text)
  reply.header('content-encoding', 'gzip').header('vary', 'Accept-Encoding')
  return reply.send(await compress(text))
}

/** Sends an answer: nothing, a stream as it is, or the body as `print` writes it. [L10] */
export async function sendAnswer(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { status, body, headers }: Answer,
  print: (body: unknown) => string = JSON.stringify,
): Promise<FastifyReply> {
  reply.code(status).headers(headers)
  if (status === 204) return reply.send()
  if (body instanceof Readable) return reply.send(body)
  return sendJson(request, reply, print(body ?? null))
}
