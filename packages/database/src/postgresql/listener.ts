import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Listen, Notifications } from '../database.ts'
import { classify } from './errors.ts'

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 10_000

/**
 * Hears what other replicas say, on a connection of its own that is made when somebody first listens and made
 * again when it breaks.
 */
export class Listener implements Notifications {
  readonly #config: pg.ClientConfig
  readonly #pool: pg.Pool
  readonly #listens = new Map<string, Set<Listen>>()
  readonly #closing = new AbortController()
  #client: pg.Client | undefined
  #connecting: Promise<void> | undefined

  constructor(config: pg.ClientConfig, pool: pg.Pool) {
    this.#config = config
    this.#pool = pool
  }

  async listen(channel: string, listen: Listen): Promise<() => void> {
    const listens = this.#listens.get(channel) ?? new Set()
    this.#listens.set(channel, listens.add(listen))
    await this.#connected()
    await this.#client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    return () => {
      listens.delete(listen)
    }
  }

  async notify(channel: string, payload: string): Promise<void> {
    try {
      await this.#pool.query({ name: 'notify', text: 'SELECT pg_notify($1, $2)', values: [channel, payload] })
    } catch (error) {
      throw classify(error)
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#listens.clear()
    await this.#connecting?.catch(() => {})
    await this.#client?.end()
  }

  #connected(): Promise<void> {
    this.#connecting ??= this.#connect().catch((error: unknown) => {
      this.#connecting = undefined
      throw classify(error)
    })
    return this.#connecting
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#config)
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''))
    client.on('error', () => {})
    client.on('end', () => void this.#reconnect(client))
    await client.connect()
    this.#client = client
    for (const channel of this.#listens.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
  }

  /** Whatever was said meanwhile is lost, so everyone is told to look. */
  async #reconnect(ended: pg.Client): Promise<void> {
    if (this.#client !== ended) return
    this.#client = undefined
    for (
      let delay = FIRST_RETRY_MS;
      !this.#closing.signal.aborted;
      delay = Math.min(delay * 2, LAST_RETRY_MS)
    ) {
      this.#connecting = undefined
      const connected = await this.#connected().then(
        () => true,
        () => false,
      )
      if (connected) break
      await wait(delay, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
    for (const channel of this.#listens.keys()) this.#tell(channel, '')
  }

  #tell(channel: string, payload: string): void {
    for (const listen of this.#listens.get(channel) ?? []) listen(payload)
  }
}
