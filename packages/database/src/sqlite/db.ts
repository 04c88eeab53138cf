import type { JsonText } from '@reeve/wire'
import type { CompiledQuery, Kysely } from 'kysely'
import { type Db, type Kinds, type Statement, textOf } from '../database.ts'
import type { EndedRuns } from '../ended-runs/ended-runs.ts'
import { kyselyOver } from '../kysely.ts'
import { type Printing, printRows } from '../records/lists.ts'
import type { Tables } from '../schema/tables.ts'
import type { Outcome } from './connection.ts'
import { sqlite } from './dialect.ts'

/** Executes a statement, here or on another thread. */
export type Run = (text: string, params: readonly unknown[], kinds?: Kinds) => Outcome | Promise<Outcome>

/** Executes a statement and prints its rows, here or on another thread. */
export type Print = (text: string, params: readonly unknown[], printing: Printing) => Promise<JsonText>

/** How a face does more than execute statements. */
export interface SqliteDbOptions {
  /** Default: on the calling thread. */
  readonly print?: Print
  readonly endedRuns?: EndedRuns
}

/** The face that queries see, over anything that executes statements. */
export class SqliteDb implements Db {
  readonly dialect = sqlite
  readonly sql: Kysely<Tables>
  readonly endedRuns: EndedRuns | undefined
  readonly #run: Run
  readonly #print: Print

  constructor(run: Run, { print = printHere(run), endedRuns }: SqliteDbOptions = {}) {
    this.#run = run
    this.endedRuns = endedRuns
    this.#print = print
    this.sql = kyselyOver('sqlite', async (query) => {
      const { rows, changes } = await run(query.sql, query.parameters)
      return { rows, numAffectedRows: BigInt(changes) }
    })
  }

  async run<Row>(statement: Statement, params: readonly unknown[]): Promise<Row[]> {
    const outcome = this.#run(textOf(statement, sqlite), params, statement.kinds)
    return (outcome instanceof Promise ? await outcome : outcome).rows as Row[]
  }

  async execute<Row>(query: CompiledQuery<Row>, kinds?: Kinds): Promise<Row[]> {
    return (await this.#run(query.sql, query.parameters, kinds)).rows as Row[]
  }
  print<Row>(query: CompiledQuery<Row>, printing: Printing): Promise<JsonText> {
    return this.#print(query.sql, query.parameters, printing)
  }
}

const printHere =
  (run: Run): Print =>
  async (text, params, printing) =>
    printRows((await run(text, params)).rows, printing)
