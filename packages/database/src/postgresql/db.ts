import type { JsonText } from '@reeve/wire'
import type { CompiledQuery, Kysely } from 'kysely'
import type pg from 'pg'
import { type Db, type Statement, textOf } from '../database.ts'
import type { EndedRuns } from '../ended-runs/ended-runs.ts'
import { kyselyOver } from '../kysely.ts'
import { type Printing, printRows } from '../records/lists.ts'
import type { Tables } from '../schema/tables.ts'
import { encode } from './codec.ts'
import { postgresql } from './dialect.ts'
import { classify } from './errors.ts'

/** What executes statements: the pool, or one of its connections. */
export type Executor = Pick<pg.Pool | pg.PoolClient, 'query'>

/** The face that queries see, over the pool or one connection. */
export class PostgresqlDb implements Db {
  readonly dialect = postgresql
  readonly endedRuns: EndedRuns | undefined
  readonly #executor: Executor
  #sql: Kysely<Tables> | undefined

  constructor(executor: Executor, endedRuns?: EndedRuns) {
    this.#executor = executor
    this.endedRuns = endedRuns
  }

  get sql(): Kysely<Tables> {
    this.#sql ??= kyselyOver('postgresql', async (query) => {
      const { rows, rowCount } = await this.#query({ text: query.sql, values: query.parameters })
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    })
    return this.#sql
  }

  async run<Row>(statement: Statement, params: readonly unknown[]): Promise<Row[]> {
    const text = textOf(statement, postgresql)
    return (await this.#query({ name: statement.name, text, values: params })).rows as Row[]
  }

  /** Filters make too many texts to keep prepared, and a plan for any value serves none of them well. */
  async execute<Row>(query: CompiledQuery<Row>): Promise<Row[]> {
    return (await this.#query({ text: query.sql, values: query.parameters })).rows as Row[]
  }

  async print<Row>(query: CompiledQuery<Row>, printing: Printing): Promise<JsonText> {
    return printRows(await this.execute(query), printing)
  }

  async #query(query: { name?: string; text: string; values: readonly unknown[] }): Promise<pg.QueryResult> {
    try {
      return await this.#executor.query({ ...query, values: query.values.map(encode) })
    } catch (error) {
      throw classify(error)
    }
  }
}
