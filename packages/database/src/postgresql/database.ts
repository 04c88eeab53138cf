import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Database, Db, Notifications } from '../database.ts'
import { type JointWork, JointWrites } from '../joint-writes.ts'
import { PostgresqlDb } from './db.ts'
import { postgresql } from './dialect.ts'
import { PostgresqlEndedRuns } from './ended-runs.ts'
import { classify, isLostRace } from './errors.ts'
import { Listener } from './listener.ts'

/** A lost race is tried again this often; each attempt waits twice as long, give or take half of it. */
const MAX_ATTEMPTS = 6
const FIRST_WAIT_MS = 5

/**
 * Units of joint writes at once. With more of them each would hold fewer items: 16 clients make 3,000 transitions a
 * second with two, 1,200 without a bound. One would make them all wait for a row that another replica holds.
 */
const JOINT_UNITS = 2

/** How a database is reached, and how many connections its two kinds of work may have. */
export interface PostgresqlParts {
  readonly config: pg.ClientConfig
  /** For writes and short reads. */
  readonly connections: number
  /** For reads that may take long, apart from the others so that these never wait for them. */
  readonly readers: number
}

/** A PostgreSQL database, shared with any number of replicas. */
export class PostgresqlDatabase implements Database {
  readonly dialect = postgresql
  readonly quick: Db
  readonly reader: Db
  readonly notifications: Notifications
  readonly #joint = new JointWrites((work) => this.write(work), JOINT_UNITS)
  readonly #pool: pg.Pool
  readonly #readers: pg.Pool
  readonly #listener: Listener
  readonly #endedRuns: PostgresqlEndedRuns
  unitsAsked = 0
  #closing: Promise<void> | undefined

  constructor({ config, connections, readers }: PostgresqlParts) {
    this.#pool = poolOf({ ...config, max: connections, pipeline: true })
    this.#readers = poolOf({ ...config, max: readers })
    this.#listener = new Listener(config, this.#pool)
    this.quick = new PostgresqlDb(this.#pool)
    this.#endedRuns = new PostgresqlEndedRuns({
      reading: new PostgresqlDb(this.#readers),
      writing: this.quick,
    })
    this.reader = new PostgresqlDb(this.#readers, this.#endedRuns)
    this.notifications = this.#listener
  }

  async write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    this.unitsAsked++
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work)
      } catch (error) {
        if (!isLostRace(error) || attempt === MAX_ATTEMPTS) throw error
        await wait(FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random()))
      }
    }
  }

  /** A commit of its own: others do not wait for it here. */
  writeWithOthers<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.write(work)
  }

  writeJointly<Item, Result>(work: JointWork<Item, Result>, item: Item): Promise<Result> {
    return this.#joint.write(work, item)
  }

  async ping(): Promise<void> {
    await this.quick.run({ name: 'ping', text: () => 'SELECT 1 FROM alembic_version' }, [])
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#listener.close()
    await this.#endedRuns.close()
    await Promise.all([this.#pool.end(), this.#readers.end()])
  }

  async #attempt<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    try {
      // Not awaited: the connection is in pipeline mode, so BEGIN travels with the first query.
      const begun = client.query('BEGIN')
      begun.catch(() => {})
      const result = await work(new PostgresqlDb(client))
      await begun
      await commit(client)
      client.release()
      return result
    } catch (error) {
      await rollBack(client)
      throw classify(error)
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw classify(error)
    }
  }
}

/**
 * A connection that breaks says so on itself while it is in use and through the pool while it is idle. Its queries
 * fail and it is replaced; unheard, the event would end the process.
 */
const poolOf = (config: pg.PoolConfig) =>
  new pg.Pool(config).on('error', ignore).on('connect', (client) => client.on('error', ignore))

const ignore = () => {}

/** COMMIT answers ROLLBACK, without an error, if a query of the transaction had failed and was caught. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT')
  if (command !== 'COMMIT')
    throw new Error('The transaction was rolled back because one of its queries had failed')
}

/** A connection that cannot even roll back is thrown away. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch (error) {
    client.release(error instanceof Error ? error : true)
  }
}
