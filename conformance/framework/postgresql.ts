import { startPostgresql } from '@reeve/testkit/postgresql'
import pg from 'pg'

/** A database that nobody else uses. */
export interface OwnDatabase {
  readonly url: string
  drop(): Promise<void>
}

interface Server {
  url(database: string): string
  stop(): Promise<void>
}

let server: Promise<Server> | undefined

/** A new database on the server of REEVE_REFERENCE_POSTGRES, else on one that is started for this process. */
export async function createDatabase(): Promise<OwnDatabase> {
  server ??= openServer()
  const { url } = await server
  const name = `reeve_conformance_${process.pid}_${Date.now()}`
  await execute(url('postgres'), `create database ${name}`)
  return { url: url(name), drop: () => execute(url('postgres'), `drop database ${name} with (force)`) }
}

/** Ends the server that was started for this process, if one was. */
export async function stopPostgresql(): Promise<void> {
  await (await server)?.stop()
  server = undefined
}

async function openServer(): Promise<Server> {
  const given = process.env.REEVE_REFERENCE_POSTGRES
  if (given) return { url: (database) => new URL(`/${database}`, given).href, stop: async () => {} }
  const started = await startPostgresql()
  if ('missing' in started) throw new Error(`There is no PostgreSQL to record on: ${started.missing}`)
  return started
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
