import { startPostgresql } from '@reeve/testkit/postgresql'
import pg from 'pg'

/** As a server that keeps its promises is run. */
const DURABLE = [
  'fsync=on',
  'synchronous_commit=on',
  'max_connections=200',
  'shared_buffers=512MB',
  'max_wal_size=4GB',
]

/** A PostgreSQL of its own for one run of the benchmark. */
export interface BenchPostgresql {
  /** The URL of a new database. */
  create(name: string): Promise<string>
  stop(): Promise<void>
}

/** Starts it. Throws where this machine has none. */
export async function openPostgresql(): Promise<BenchPostgresql> {
  const server = await startPostgresql(DURABLE)
  if ('missing' in server) throw new Error(`Cannot measure on PostgreSQL: ${server.missing}`)
  return {
    async create(name) {
      const client = new pg.Client({ connectionString: server.url('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE "${name}"`).finally(() => client.end())
      return server.url(name)
    },
    stop: () => server.stop(),
  }
}
