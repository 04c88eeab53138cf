import type { IncomingHttpHeaders } from 'node:http'
import { sameText } from './credentials.ts'
import { Refused } from './errors.ts'

const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Finds the token that a client holds and that is not expired. */
export type FindCsrfToken = (client: string) => Promise<string | undefined>

/** What is read of a request. */
interface Incoming {
  readonly method: string
  readonly headers: IncomingHttpHeaders
}

/** Lets a request pass if it changes nothing or carries its client's token. Throws Refused. [M4] */
export async function checkCsrf({ method, headers }: Incoming, find: FindCsrfToken): Promise<void> {
  if (!CHANGING.has(method)) return
  const token = headers['prefect-csrf-token'] as string | undefined
  const client = headers['prefect-csrf-client'] as string | undefined
  if (token === undefined) throw new Refused(403, 'Missing CSRF token.')
  if (client === undefined) throw new Refused(403, 'Missing client identifier.')
  const expected = await find(client)
  if (expected !== undefined && sameText(token, expected)) return
  throw new Refused(403, 'Invalid CSRF token or client identifier.', { 'access-control-allow-origin': '*' })
}
