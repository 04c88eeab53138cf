import type { IncomingHttpHeaders } from 'node:http'
import type { Settings } from '../settings.ts'

type Headers = Readonly<Record<string, string>>

/** What pages of other origins may do. [M5] */
export interface Cors {
  /** Headers for an answer to a page of this origin. */
  answer(origin: string): Headers
  /** Status, text and headers of the answer to a preflight. */
  preflight(headers: IncomingHttpHeaders): { status: 200 | 400; text: string; headers: Headers }
}

const MAX_AGE_SECONDS = '600'
const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']
/** Headers that browsers send without asking. */
const SAFE_HEADERS = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type']

/** Keeps caches from giving one origin what another was told. */
const VARIES = { vary: 'Origin' } as const

const names = (text: string) => text.split(',').map((name) => name.trim())

/** Whether a request asks what a page of another origin may do. */
export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined

/** The rules for pages of other origins that the settings give. */
export function readCors(settings: Settings): Cors {
  const origins = names(settings['server.api.cors_allowed_origins'])
  const methods = names(settings['server.api.cors_allowed_methods'])
  const headers = names(settings['server.api.cors_allowed_headers'])
  const allowedMethods = methods.includes('*') ? ALL_METHODS : methods
  const allowedHeaders = [...new Set([...SAFE_HEADERS, ...headers])].sort()

  const allowsOrigin = (origin: string) => origins.includes('*') || origins.includes(origin)
  const allowsHeaders = (asked: string) =>
    headers.includes('*') ||
    names(asked).every((name) => allowedHeaders.some((known) => known.toLowerCase() === name.toLowerCase()))
  const answer = (origin: string): Headers => {
    if (origins.includes('*')) return { 'access-control-allow-origin': '*' }
    return allowsOrigin(origin) ? { 'access-control-allow-origin': origin, ...VARIES } : {}
  }

  return {
    answer,
    preflight({ origin = '', ...request }) {
      const asked = request['access-control-request-headers']
      const refused = [
        allowsOrigin(origin) ? '' : 'origin',
        allowedMethods.includes(request['access-control-request-method'] ?? '') ? '' : 'method',
        asked === undefined || allowsHeaders(asked) ? '' : 'headers',
      ].filter((what) => what !== '')
      const shownHeaders = headers.includes('*') ? asked : allowedHeaders.join(', ')
      return {
        status: refused.length === 0 ? 200 : 400,
        text: refused.length === 0 ? 'OK' : `Disallowed CORS ${refused.join(', ')}`,
        headers: {
          ...(origins.includes('*') ? {} : VARIES),
          ...answer(origin),
          'access-control-allow-methods': allowedMethods.join(', '),
          'access-control-max-age': MAX_AGE_SECONDS,
          ...(shownHeaders === undefined ? {} : { 'access-control-allow-headers': shownHeaders }),
        },
      }
    },
  }
}
