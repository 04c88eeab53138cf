import { type Database, json } from '@reeve/database'
import { services } from '@reeve/server'
import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
} from '@reeve/testkit/build'
import type { Instant } from '@reeve/wire'
import { openServers } from './servers.ts'

/** What came of a row of ticks of all services at once. */
export interface Outcome {
  /** How often each state was entered, by its name. */
  readonly states: Readonly<Record<string, number>>
  /** How often each event came about, by its name. */
  readonly events: Readonly<Record<string, number>>
  readonly leases: number
  readonly deadlocks: number
  readonly logged: readonly string[]
}

/** Of each kind of row that a service has something to do for. */
export const ROWS = 12

const START = '2026-03-28 12:00:00.000000' as Instant
const LONG_AGO = '2026-03-28 11:00:00.000000' as Instant
const TICKS = 6
const STEP_SECONDS = 40

/** Builds work for all services and lets them do it on all servers at once. */
export async function tickAllServices(url: string, count: number): Promise<Outcome> {
  const servers = await openServers(url, count, START)
  try {
    await buildWork(servers.database)
    for (let tick = 0; tick < TICKS; tick++) {
      await servers.tick(services)
      servers.clock.advance(STEP_SECONDS)
    }
    const outcome = await readOutcome(servers.database)
    return { ...outcome, deadlocks: await servers.countDeadlocks(), logged: servers.logged }
  } finally {
    await servers.close()
  }
}

/** Late runs, pauses that are over, cancellations that nobody ends, lost leases, and a pool that nobody serves. */
async function buildWork(database: Database): Promise<void> {
  const flow = await buildFlow(database)
  const pool = await buildWorkPool(database, { status: 'READY' })
  const queue = { work_queue_id: pool.default_queue_id, work_queue_name: 'default' }
  const polled = { status: 'READY', last_polled: LONG_AGO } as const
  await database.write((db) =>
    db.sql.updateTable('work_queue').set(polled).where('work_pool_id', '=', pool.id).execute(),
  )
  const base = { flow_id: flow.id, next_scheduled_start_time: LONG_AGO, ...queue }
  for (let number = 0; number < ROWS; number++) {
    const deployment = await buildDeployment(database, { flow_id: flow.id, ...queue, ...polled })
    const ofDeployment = {
      flow_id: flow.id,
      deployment_id: deployment.id,
      ...queue,
      state_timestamp: LONG_AGO,
    }
    await buildFlowRun(database, { ...base, state: { type: 'SCHEDULED', timestamp: LONG_AGO } })
    await buildFlowRun(database, { ...ofDeployment, state: pausedUntil(LONG_AGO) })
    await buildFlowRun(database, { ...ofDeployment, state: { type: 'CANCELLING', timestamp: LONG_AGO } })
    const cancelled = await buildFlowRun(database, {
      ...ofDeployment,
      end_time: START,
      state: { type: 'CANCELLED', timestamp: START },
    })
    await buildTaskRun(database, { flow_run_id: cancelled.id, state: { type: 'RUNNING' } })
    await buildLease(database)
  }
}

const pausedUntil = (time: Instant) =>
  ({
    type: 'PAUSED',
    timestamp: LONG_AGO,
    state_details: json({ pause_timeout: `${time.replace(' ', 'T')}Z` }),
  }) as const

/** A slot of a limit whose holder is gone. */
async function buildLease(database: Database): Promise<void> {
  const limit = await buildConcurrencyLimit(database, { limit: 2, active_slots: 1 })
  const lease = { id: limit.id, resource_ids: json([limit.id]), slots: 1 }
  await database.write((db) =>
    db.sql
      .insertInto('reeve_lease')
      .values({ ...lease, created_at: LONG_AGO, expiration: LONG_AGO })
      .execute(),
  )
}

async function readOutcome({ reader }: Database): Promise<Pick<Outcome, 'states' | 'events' | 'leases'>> {
  const states = await reader.sql
    .selectFrom('flow_run_state')
    .select('name')
    .where('created', '>=', START)
    .execute()
  const events = await reader.sql.selectFrom('events').select('event as name').execute()
  const leases = await reader.sql.selectFrom('reeve_lease').select('id').execute()
  return { states: tally(states), events: tally(events), leases: leases.length }
}

const tally = (rows: readonly { readonly name: string }[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(rows, ({ name }) => name)].map(([name, { length }]) => [name, length]))
