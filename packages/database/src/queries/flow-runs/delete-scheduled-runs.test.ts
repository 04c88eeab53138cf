import { type BuiltState, buildDeployment, buildFlowRun, databases, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  deleteAutoScheduledRuns,
  deleteFutureAutoScheduledRuns,
  deleteScheduledRuns,
} from './delete-scheduled-runs.ts'

const NOW = '2026-01-01 12:00:00.000000' as Instant
const LATER = '2026-01-01 13:00:00.000000' as Instant
const BEFORE = '2026-01-01 11:00:00.000000' as Instant
const SCHEDULED: BuiltState = { type: 'SCHEDULED' }

describe.each(databases)('scheduled runs of a deployment on $name', (kind) => {
  const database = useDatabase(kind)
  let deployment: { id: string; flow_id: string }

  beforeEach(async () => {
    deployment = await buildDeployment(database())
    const run = (name: string, columns: object = {}) =>
      buildFlowRun(database(), {
        name,
        flow_id: deployment.flow_id,
        deployment_id: deployment.id,
        auto_scheduled: true,
        next_scheduled_start_time: LATER,
        state: SCHEDULED,
        ...columns,
      })
    await run('future')
    await run('past', { next_scheduled_start_time: BEFORE })
    await run('by hand', { auto_scheduled: false })
    await run('waits for a slot', { state: { ...SCHEDULED, name: 'AwaitingConcurrencySlot' } })
    await run('ran before', { run_count: 1 })
    await run('runs', { state: { type: 'RUNNING' } })
    await run('of another', { deployment_id: null })
  })

  const left = async () => {
    const runs = database().quick.sql.selectFrom('flow_run').select('name')
    const rows = await runs.where('flow_id', '=', deployment.flow_id).orderBy('name').execute()
    return rows.map(({ name }) => name)
  }

  const always = ['of another', 'ran before', 'runs', 'waits for a slot']

  test('those of the future are taken back, but none that ran or waits for a slot', async () => {
    await database().write((db) => deleteFutureAutoScheduledRuns(db, deployment.id, NOW))
    expect(await left()).toEqual(['by hand', 'past', ...always].sort())
  })

  test('or all that schedules made', async () => {
    await database().write((db) => deleteAutoScheduledRuns(db, [deployment.id]))
    expect(await left()).toEqual(['by hand', ...always].sort())
  })

  test('or all that wait for their time', async () => {
    await database().write((db) => deleteScheduledRuns(db, [deployment.id]))
    expect(await left()).toEqual(always)
  })
})
