import { buildDeployment, buildFlowRun, buildTaskRun, databases, useDatabase } from '@reeve/testkit'
import {
  compilePrinter,
  deploymentRoutes,
  flowRunRoutes,
  type Instant,
  type JsonText,
  logRoutes,
  type Route,
  taskRunRoutes,
  writtenNumber,
} from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../database.ts'
import { json } from '../parameters.ts'
import { printDeployments, readDeployments } from '../queries/deployments/read-deployments.ts'
import { printFlowRuns, readFlowRuns } from '../queries/flow-runs/read-flow-runs.ts'
import { insertLogs } from '../queries/logs/insert-logs.ts'
import { printLogs, readLogs } from '../queries/logs/read-logs.ts'
import { printTaskRuns, readTaskRuns } from '../queries/task-runs/read-task-runs.ts'

interface Page {
  readonly limit: number
  readonly now: Instant
}

interface Listing {
  readonly name: string
  readonly route: Route
  readonly read: (db: Db, page: Page) => Promise<unknown[]>
  readonly print: (db: Db, page: Page) => Promise<JsonText>
}

const ID = '00000000-0000-4000-8000-000000000001'
const NOW = '2026-01-01 12:00:00.500000' as Instant

const LISTINGS: readonly Listing[] = [
  { name: 'flow runs', route: flowRunRoutes.readFlowRuns, read: readFlowRuns, print: printFlowRuns },
  { name: 'task runs', route: taskRunRoutes.readTaskRuns, read: readTaskRuns, print: printTaskRuns },
  {
    name: 'deployments',
    route: deploymentRoutes.readDeployments,
    read: readDeployments,
    print: printDeployments,
  },
  { name: 'logs', route: logRoutes.readLogs, read: readLogs, print: printLogs },
]

describe.each(databases)('a list printed by $name', (kind) => {
  const database = useDatabase(kind)

  beforeAll(async () => {
    const parameters = json({ 'äöü "quoted"\n': [1.5, null, writtenNumber('12345678901234567890')] })
    const run = await buildFlowRun(database(), { parameters, tags: json(['a', 'b']) })
    await buildTaskRun(database(), { flow_run_id: run.id })
    await buildDeployment(database(), { parameters })
    await database().write((db) =>
      insertLogs(db, [
        {
          id: ID,
          created: NOW,
          updated: NOW,
          name: 'n',
          level: 20,
          message: 'Straße\u2028',
          timestamp: NOW,
          flow_run_id: run.id,
          task_run_id: null,
        },
      ]),
    )
  })

  test.each(LISTINGS)('of $name is what the route makes of the same rows', async (listing) => {
    const toWire = compilePrinter(listing.route.response as never)
    for (const db of [database().reader, database().quick]) {
      const { text } = await listing.print(db, { limit: 50, now: NOW })
      const rows = await listing.read(db, { limit: 50, now: NOW })
      expect(rows).not.toEqual([])
      expect(text).toBe(JSON.stringify(toWire(rows)))
    }
  })

  test.each(LISTINGS)('of no $name is an empty one', async ({ print }) => {
    expect((await print(database().reader, { limit: 0, now: NOW })).text).toBe('[]')
  })
})
