import type { Database } from '@reeve/database'
import { type DatabaseKind, type ManualClock, manualClock, sequentialIds, useDatabase } from '@reeve/testkit'
import { type JsonObject, type Method, parseJson } from '@reeve/wire'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import { LocalBroadcast } from '../broadcast.ts'
import type { Context } from '../context.ts'
import { buildApp } from '../http/app.ts'
import type { BoundRoute } from '../http/bind.ts'
import { type Settings, settingsWith } from '../settings.ts'

/** What a test sees of an answer. */
export interface Reply<T> {
  readonly status: number
  readonly body: T
  readonly headers: Readonly<Record<string, unknown>>
}

/** The API over one database, with a clock that the test moves. */
export interface Api {
  readonly ctx: Context
  readonly clock: ManualClock
  /** Sends a request below the API root. A body is sent as JSON, a string as it is. */
  call<T = unknown>(method: Method, path: string, body?: unknown): Promise<Reply<T>>
  /** The bodies of the outbox's rows of events, oldest first. */
  events(): Promise<JsonObject[]>
  close(): Promise<void>
}

/** Matches the answer to a request that its schema refuses, whatever else is wrong with it. [L2] */
export const refusal = (type: string, loc?: readonly (string | number)[]) => ({
  status: 422,
  body: {
    exception_message: 'Invalid request received.',
    exception_detail: expect.arrayContaining([expect.objectContaining(loc ? { type, loc } : { type })]),
  },
})

/** Serves these routes over a database of the suite's own: `const api = useApi(kind, bindings)`. */
export function useApi(
  kind: DatabaseKind,
  bindings: readonly BoundRoute[],
  settings: Partial<Settings> = {},
): () => Api {
  const database = useDatabase(kind)
  let api: Api | undefined
  beforeAll(async () => {
    if (kind.missing === undefined) api = await openApi(database(), bindings, settings)
  })
  afterAll(() => api?.close())
  return () => {
    if (!api) throw new Error('The API of a suite is there only while its tests run')
    return api
  }
}

/** Ids of servers over one database must not meet. */
let lastPrefix = 0

/** Serves these routes over a database that the test opened. */
export async function openApi(
  database: Database,
  bindings: readonly BoundRoute[],
  settings: Partial<Settings> = {},
): Promise<Api> {
  const clock = manualClock()
  const log = pino({ level: 'silent' })
  const ctx: Context = {
    database,
    clock,
    ids: sequentialIds(++lastPrefix),
    broadcast: new LocalBroadcast(log),
    settings: settingsWith(settings),
    log,
  }
  const app = await buildApp(ctx, bindings, [])
  return { ctx, clock, call: caller(app), events: () => readEvents(ctx), close: () => app.close() }
}

const caller =
  (app: FastifyInstance) =>
  async <T>(method: Method, path: string, body?: unknown): Promise<Reply<T>> => {
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      payload: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    })
    const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: answer.statusCode,
      body: (isJson ? parseJson(answer.body) : answer.body) as T,
      headers: answer.headers,
    }
  }

async function readEvents({ database }: Context): Promise<JsonObject[]> {
  const rows = await database.quick.sql
    .selectFrom('reeve_outbox')
    .select('body')
    .where('kind', '=', 'events')
    .orderBy('seq')
    .execute()
  return rows.flatMap(({ body }) => parseJson(body) as JsonObject[])
}
