import type { IncomingMessage } from 'node:http'
import type { Client } from '@reeve/core/transitions'
import type { CreatedBy, Route } from '@reeve/wire'
import type { Call } from './bind.ts'
import { readCreatedBy } from './created-by.ts'
import { originOf } from './origin.ts'

/** What stands for true in a header. */
const TRUE = /^\s*(?:1|t|true|y|yes|on)\s*$/i

/** The parts of a request after parsing. */
export interface Parsed {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** The body before parsing. */
  readonly rawBody: unknown
  /** The body as it came. */
  readonly bytes: Buffer | undefined
  readonly client: Client
}

/** A request as handlers get it; what few of them ask for is worked out when they do. */
export class HttpCall implements Call<Route> {
  readonly params: never
  readonly query: never
  readonly body: never
  readonly client: Client
  private readonly rawBody: unknown
  private readonly bytes: Buffer | undefined
  private readonly request: IncomingMessage

  constructor(request: IncomingMessage, { params, query, body, rawBody, bytes, client }: Parsed) {
    this.request = request
    this.params = params as never
    this.query = query as never
    this.body = body as never
    this.rawBody = rawBody
    this.bytes = bytes
    this.client = client
  }

  get sent(): ReadonlySet<string> {
    return new Set(typeof this.rawBody === 'object' && this.rawBody !== null ? Object.keys(this.rawBody) : [])
  }

  get text(): string | undefined {
    return this.bytes?.toString()
  }

  get createdBy(): CreatedBy | null {
    return readCreatedBy(this.request.headers)
  }

  get isFromUi(): boolean {
    return TRUE.test(String(this.request.headers['x-prefect-ui'] ?? ''))
  }

  get origin(): string {
    return originOf(this.request)
  }
}
