import type { AddressInfo } from 'node:net'
import type { Instant } from '@reeve/wire'
import pino from 'pino'
import type { Context } from '../context.ts'
import { pages } from '../routes/pages.ts'
import { type Settings, settingsWith } from '../settings.ts'
import { buildApp } from './app.ts'
import type { BoundRoute } from './bind.ts'

/** The HTTP side of a server on a free port, for tests. */
export interface TestApp {
  readonly origin: string
  /** Log lines so far. */
  readonly lines: Record<string, unknown>[]
  /** Fetches a path; a body is sent as it is, without Content-Type unless a header says so. */
  send(
    method: string,
    path: string,
    options?: { body?: string | Uint8Array; headers?: Record<string, string> },
  ): Promise<Reply>
  close(): Promise<void>
}

/** What came back. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

interface TestAppOptions {
  readonly settings?: Partial<Settings>
  readonly database?: Context['database']
}

/** Serves these routes; the clock stands still. */
export async function openApp(routes: readonly BoundRoute[], options: TestAppOptions = {}): Promise<TestApp> {
  const lines: Record<string, unknown>[] = []
  const settings = settingsWith(options.settings)
  const context = {
    settings,
    database: options.database,
    clock: { now: () => '2026-01-01 00:00:00.000000' as Instant },
    log: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) }),
  } as Context
  const app = await buildApp(context, routes, pages(settings, routes))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    origin,
    lines,
    close: () => app.close(),
    async send(method, path, { body, headers = {} } = {}) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body
      const answer = await fetch(origin + path, {
        method,
        headers,
        body: bytes ?? null,
        redirect: 'manual',
      })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, text, json: parse(text) }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
