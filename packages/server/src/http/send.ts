import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from './bind.ts'
import { acceptsGzip, compress, GZIP_FROM_BYTES } from './gzip.ts'

/** A request and its reply. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

const asItIs = (text: unknown) => text as string

/** Sends a text, compressed where that is worth it. [L7] */
async function sendText({ request, reply }: Exchange, text: string): Promise<FastifyReply> {
  if (text.length < GZIP_FROM_BYTES || !acceptsGzip(request.headers['accept-encoding'])) {
    // With a serializer the framework leaves the type without a charset. Bytes would as well, but they go out in a
    // packet of their own behind the headers, which costs a tenth of a small request.
    return reply.serializer(asItIs).send(text)
  }
  reply.header('content-encoding', 'gzip').header('vary', 'Accept-Encoding')
  return reply.send(await compress(text))
}

/** Sends a JSON text. */
export function sendJson(exchange: Exchange, text: string): Promise<FastifyReply> {
  exchange.reply.header('content-type', 'application/json')
  return sendText(exchange, text)
}

/** Sends an answer: nothing, a stream or text of a type of its own as it is, anything else as `print` writes it. [L10] */
export async function sendAnswer(
  exchange: Exchange,
  { status, body, headers }: Answer,
  print: (body: unknown) => string = JSON.stringify,
): Promise<FastifyReply> {
  const { reply } = exchange
  reply.code(status).headers(headers)
  if (status === 204) return reply.send()
  if (body instanceof Readable) return reply.send(body)
  if ('content-type' in headers) return sendText(exchange, String(body))
  return sendJson(exchange, print(body ?? null))
}
