import {
  type CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { DialectName } from './dialect.ts'
import type { Tables } from './schema/tables.ts'

/** Runs a statement that Kysely compiled. */
export type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>

const PARTS = {
  sqlite: { adapter: SqliteAdapter, compiler: SqliteQueryCompiler, introspector: SqliteIntrospector },
  postgresql: {
    adapter: PostgresAdapter,
    compiler: PostgresQueryCompiler,
    introspector: PostgresIntrospector,
  },
} satisfies Record<
  DialectName,
  { adapter: new () => DialectAdapter; compiler: new () => QueryCompiler; introspector: unknown }
>

/** A Kysely whose statements run through `execute`. Its own transactions are refused: `Database.write` makes them. */
export function kyselyOver(name: DialectName, execute: Execute): Kysely<Tables> {
  const { adapter: Adapter, compiler: Compiler, introspector: Introspector } = PARTS[name]
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => execute(query) as Promise<QueryResult<R>>,
    async *streamQuery() {
      yield await refuse('Streaming')
    },
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new Adapter(),
      createQueryCompiler: () => new Compiler(),
      createIntrospector: (db) => new Introspector(db),
      createDriver: () => ({
        init: async () => {},
        destroy: async () => {},
        acquireConnection: async () => connection,
        releaseConnection: async () => {},
        beginTransaction: () => refuse('A transaction of its own'),
        commitTransaction: () => refuse('A transaction of its own'),
        rollbackTransaction: () => refuse('A transaction of its own'),
      }),
    },
  })
}

async function refuse(what: string): Promise<never> {
  throw new Error(`${what} is not offered here; Database.write makes transactions`)
}
