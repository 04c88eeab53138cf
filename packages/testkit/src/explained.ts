import type { Db, Statement } from '@reeve/database'

/** A connection to SQLite that finds nothing, and the steps of the plans of all that it was asked. */
export function explained({ quick }: { readonly quick: Db }): { readonly db: Db; readonly steps: string[] } {
  const steps: string[] = []
  const note = (rows: readonly { detail: string }[]): never[] => {
    steps.push(...rows.map(({ detail }) => detail))
    return []
  }
  const plan = (text: string) => `EXPLAIN QUERY PLAN ${text}`
  const db = {
    ...quick,
    dialect: quick.dialect,
    sql: quick.sql,
    run: async ({ text }: Statement, params: readonly unknown[]) =>
      note(await quick.run({ name: 'plan', text: (dialect) => plan(text(dialect)) }, params)),
    execute: async (query: Parameters<Db['execute']>[0]) =>
      note(await quick.execute({ ...query, sql: plan(query.sql) } as never)),
  }
  return { db: db as unknown as Db, steps }
}
