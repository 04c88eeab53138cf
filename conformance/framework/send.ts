import { gunzipSync } from 'node:zlib'
import type { Json } from '@reeve/wire'
import { Agent, request } from 'undici'
import { CLIENT_HEADERS, type Step } from './scenario.ts'
import { fill, type Vocabulary } from './vocabulary.ts'

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Undefined if it has none, a text if it is no JSON. */
  readonly body: Json | undefined
}

const TIMEOUT_MS = 120_000
/** A connection for each request: the reference closes those on which it failed without saying so. */
const dispatcher = new Agent({ pipelining: 0 })

/** Sends the request of a step to a server, `http://host:port`. Redirects are not followed. */
export async function send(step: Step, server: string, vocabulary: Vocabulary): Promise<Answer> {
  const path = String(fill(step.path, vocabulary))
  const response = await request(`${server}${step.outside ? '' : '/api'}${encodeSpaces(path)}`, {
    method: step.method,
    headers: headersOf(step, vocabulary),
    body: bodyOf(step, vocabulary) ?? null,
    dispatcher,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  })
  const bytes = Buffer.from(await response.body.arrayBuffer())
  const isZipped = response.headers['content-encoding'] === 'gzip'
  const text = (isZipped ? gunzipSync(bytes) : bytes).toString()
  return { status: response.statusCode, headers: response.headers, body: parse(text) }
}

const encodeSpaces = (path: string): string => path.replaceAll(' ', '%20')

function headersOf(step: Step, vocabulary: Vocabulary): Record<string, string> {
  const wanted: Record<string, string | null> = { ...CLIENT_HEADERS, ...step.headers }
  if (step.body === undefined && step.text === undefined && step.headers?.['content-type'] === undefined) {
    wanted['content-type'] = null
  }
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) =>
      value === null ? [] : [[name, String(fill(value, vocabulary))]],
    ),
  )
}

function bodyOf(step: Step, vocabulary: Vocabulary): string | undefined {
  if (step.text !== undefined) return String(fill(step.text, vocabulary))
  return step.body === undefined ? undefined : JSON.stringify(fill(step.body, vocabulary))
}

function parse(text: string): Json | undefined {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return { text }
  }
}
