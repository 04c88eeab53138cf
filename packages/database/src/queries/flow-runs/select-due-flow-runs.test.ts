import { databases, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import type { Db, Statement } from '../../database.ts'
import { selectLateFlowRuns } from './select-due-flow-runs.ts'

describe.each(databases.filter(({ name }) => name === 'sqlite'))('runs that are due on $name', (kind) => {
  const database = useDatabase(kind)

  /** The steps of the plans of what is asked for; nothing is found. */
  async function planOf(ask: (db: Db) => Promise<unknown>): Promise<string[]> {
    const { quick } = database()
    const steps: string[] = []
    const run = async <Row>({ text }: Statement, params: readonly unknown[]): Promise<Row[]> => {
      const plan = { name: 'plan', text: () => `EXPLAIN QUERY PLAN ${text(quick.dialect)}` }
      steps.push(...(await quick.run<{ detail: string }>(plan, params)).map(({ detail }) => detail))
      return []
    }
    await ask({ dialect: quick.dialect, run } as Db)
    return steps
  }

  test('late ones are found among those with a time to start, however many wait without one', async () => {
    const before = '2026-01-01 00:00:00.000000' as Instant
    expect(await planOf((db) => selectLateFlowRuns(db, { before, limit: 200 }))).toEqual([
      'SEARCH flow_run USING INDEX ix_flow_run__next_scheduled_start_time_asc (next_scheduled_start_time<?)',
    ])
  })
})
