import type { Json } from '@reeve/wire'
import { sameText } from '../http/credentials.ts'
import type { Connection } from './socket.ts'

/** The subprotocol under which clients authenticate with their first message. */
export const SUBPROTOCOL = 'prefect'

const POLICY_VIOLATION = 1008

/** Whether an upgrade may go on: with an auth string, only clients that speak the subprotocol can present it. */
export const mayUpgrade = (offered: ReadonlySet<string>, authString: string | null): boolean =>
  !authString || offered.has(SUBPROTOCOL)

/** Reads the client's auth message and answers it; false if the connection was closed over it, for this reason. */
export async function authenticate(
  connection: Connection,
  authString: string | null,
  reason?: string,
): Promise<boolean> {
  for await (const message of connection.messages) {
    const problem = findProblem(message, authString)
    if (problem === undefined) {
      await connection.send({ type: 'auth_success' })
      return true
    }
    connection.close(POLICY_VIOLATION, reason ?? problem)
    return false
  }
  return false
}

function findProblem(message: Json, authString: string | null): string | undefined {
  const isAuth =
    typeof message === 'object' && message !== null && !Array.isArray(message) && message.type === 'auth'
  if (!isAuth) return "Expected 'auth' message"
  if (!authString) return undefined
  if (!message.token) return 'Auth required but no token provided'
  return typeof message.token === 'string' && sameText(message.token, authString)
    ? undefined
    : 'Invalid token'
}
