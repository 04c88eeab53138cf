import { databases, skipWhereMissing } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { ROWS, tickAllServices } from './all-services.ts'
import { simulateSchedulers } from './schedulers.ts'

/** SQLite has one server. */
const counts = { sqlite: [1], postgresql: [2, 8] } as const

describe.each(databases)('servers on $name', (kind) => {
  skipWhereMissing(kind)
  const most = counts[kind.name].at(-1) as number

  test(`${most} of them schedule at once: no run twice, none missing, no deadlock, nothing to log`, async () => {
    const report = await simulateSchedulers({
      url: await kind.freshUrl(),
      servers: most,
      deployments: 28,
      hours: 6,
      stepSeconds: 1200,
    })
    expect(report).toEqual({
      runs: expect.any(Number),
      duplicates: 0,
      gaps: 0,
      strangers: 0,
      deadlocks: 0,
      logged: [],
    })
    expect(report.runs).toBeGreaterThan(250)
  })

  test.each(counts[kind.name])('all services of %i at once: each thing is done, and once', async (count) => {
    const { states, events, leases, deadlocks, logged } = await tickAllServices(await kind.freshUrl(), count)
    expect({ deadlocks, logged }).toEqual({ deadlocks: 0, logged: [] })
    expect(leases).toBe(0)
    expect(states).toEqual({ Late: ROWS, Failed: ROWS, Cancelled: ROWS })
    expect(events).toMatchObject({
      'prefect.flow-run.Late': ROWS,
      'prefect.flow-run.Failed': ROWS,
      'prefect.deployment.not-ready': ROWS,
      'prefect.work-pool.not-ready': 1,
      'prefect.work-queue.not-ready': 1,
    })
  })
})
