import type { IncomingHttpHeaders } from 'node:http'
import type { Client } from '@reeve/core/transitions'
import { Refused } from './errors.ts'

type ApiVersion = NonNullable<Client['apiVersion']>

const OLDEST_API: ApiVersion = [0, 8, 0]
const API_VERSION = /^\s*([+-]?\d+)\.([+-]?\d+)\.([+-]?\d+)\s*$/
const USER_AGENT = /^prefect\/(\d+\.\d+\.\d+(?:[a-z.+0-9]+)?) \(API \S+\)$/

/** The version in the API version header; null if there is none. Throws Refused. [L6] */
export function readApiVersion(header: string | undefined): ApiVersion | null {
  if (!header) return null
  const match = API_VERSION.exec(header)
  if (!match) {
    const expected = "Expected header in format 'x.y.z' but received"
    throw new Refused(400, `Invalid X-PREFECT-API-VERSION header format.${expected} ${header}`)
  }
  const version: ApiVersion = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (!isOlder(version, OLDEST_API)) return version
  const required = `this server requires version ${OLDEST_API.join('.')} or higher.`
  throw new Refused(400, `The request specified API version ${header} but ${required}`)
}

function isOlder(a: ApiVersion, b: ApiVersion): boolean {
  const [major, minor, patch] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
  return (major || minor || patch) < 0
}

/** Nearly all requests come from a handful of releases; more than this many are read each time. */
const KNOWN_CLIENTS = 64
const known = new Map<string, Client>()

/** Who asks, by the user agent and the API version header. Throws Refused for a version not spoken here. */
export function readClient(headers: IncomingHttpHeaders): Client {
  const version = headers['x-prefect-api-version'] as string | undefined
  const key = `${version ?? ''} ${headers['user-agent'] ?? ''}`
  const hit = known.get(key)
  if (hit) return hit
  const release = USER_AGENT.exec(headers['user-agent'] ?? '')?.[1] ?? null
  const client = { version: release, apiVersion: readApiVersion(version) }
  if (known.size < KNOWN_CLIENTS) known.set(key, client)
  return client
}
