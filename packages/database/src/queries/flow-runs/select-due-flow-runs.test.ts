import { databases, explained, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { selectLateFlowRuns } from './select-due-flow-runs.ts'

describe.each(databases.filter(({ name }) => name === 'sqlite'))('runs that are due on $name', (kind) => {
  const database = useDatabase(kind)

  test('late ones are found among those with a time to start, however many wait without one', async () => {
    const { db, steps } = explained(database())
    await selectLateFlowRuns(db, { before: '2026-01-01 00:00:00.000000' as Instant, limit: 200 })
    expect(steps).toEqual([
      'SEARCH flow_run USING INDEX ix_flow_run__next_scheduled_start_time_asc (next_scheduled_start_time<?)',
    ])
  })
})
