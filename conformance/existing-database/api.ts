import type { Json, JsonObject } from '@reeve/wire'
import { request } from 'undici'

/** Asks one server; the answer must be a success. */
export type Api = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: Json) => Promise<Json>

/** Talks to the server at `http://host:port`. */
export const apiOf =
  (server: string): Api =>
  async (method, path, body) => {
    const response = await request(`${server}/api${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.body.text()
    if (response.statusCode >= 300)
      throw new Error(`${method} ${path} answered ${response.statusCode}: ${text}`)
    return text === '' ? null : (JSON.parse(text) as Json)
  }

/** How often the Python client repeats a request that was answered with 503. */
const TRIES = 5

/** Repeats what is answered with 503, as the reference answers when its own writers meet in SQLite. */
export const patient =
  (api: Api): Api =>
  async (...request) => {
    for (let tries = 1; ; tries++) {
      try {
        return await api(...request)
      } catch (error) {
        if (tries === TRIES || !String(error).includes('answered 503')) throw error
      }
    }
  }

/** What a list of records answers. */
export const list = async (...[api, path, body = {}]: [Api, string, JsonObject?]): Promise<JsonObject[]> =>
  (await api('POST', path, body)) as JsonObject[]
