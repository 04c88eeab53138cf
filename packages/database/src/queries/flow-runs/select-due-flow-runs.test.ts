import { databases, explained, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { selectLateFlowRuns, selectTasksOfCancelledRuns } from './select-due-flow-runs.ts'

describe.each(databases.filter(({ name }) => name === 'sqlite'))('runs that are due on $name', (kind) => {
  const database = useDatabase(kind)

  test('late ones are found among those with a time to start, however many wait without one', async () => {
    const { db, steps } = explained(database())
    await selectLateFlowRuns(db, { before: '2026-01-01 00:00:00.000000' as Instant, limit: 200 })
    expect(steps).toEqual([
      'SEARCH flow_run USING INDEX ix_flow_run__next_scheduled_start_time_asc (next_scheduled_start_time<?)',
    ])
  })

  test('tasks of cancelled runs are found among the runs that ended lately', async () => {
    const { db, steps } = explained(database())
    await selectTasksOfCancelledRuns(db, { since: '2026-01-01 00:00:00.000000' as Instant, limit: 200 })
    expect(steps[0]).toBe('SEARCH fr USING INDEX ix_flow_run__end_time_desc (end_time>?)')
    expect(steps[1]).toMatch(/^SEARCH tr USING INDEX .*\(flow_run_id=\?\)$/)
    expect(steps).toHaveLength(2)
  })
})
