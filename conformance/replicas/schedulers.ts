import { scheduleTimes } from '@reeve/core/schedules'
import { type Database, json } from '@reeve/database'
import { type Service, services } from '@reeve/server'
import { buildDeployment, buildFlow } from '@reeve/testkit/build'
import { sequentialIds } from '@reeve/testkit/ids'
import { addSeconds, type Instant, type JsonObject, printInstant, type Schedule } from '@reeve/wire'
import { openServers, type Servers } from './servers.ts'

/** How many servers schedule how many deployments for how long. */
export interface Simulation {
  readonly url: string
  readonly servers: number
  readonly deployments: number
  readonly hours: number
  /** Simulated seconds from tick to tick. */
  readonly stepSeconds: number
  onHour?(hour: number): void
}

/** What came of it. */
export interface SimulationReport {
  readonly runs: number
  /** Instants of a schedule that have more than one run. */
  readonly duplicates: number
  /** Instants of a schedule, from the beginning to an hour ahead of the end, that have none. */
  readonly gaps: number
  /** Runs at times that are none of their schedule. */
  readonly strangers: number
  readonly deadlocks: number
  readonly logged: readonly string[]
}

/** The night in which clocks in Europe go forward. */
const START = '2026-03-28 20:00:07.250000' as Instant

/** As far ahead as the scheduler is set to have runs, in seconds. */
const AHEAD_SECONDS = 3600

/** Timetables of all kinds; the number shifts those of intervals, so that not all are due at once. */
const TIMETABLES: readonly ((number: number) => Schedule)[] = [
  (number) => every(3600, number),
  (number) => every(900, number),
  (number) => every(5400.5, number),
  () => ({ cron: '*/20 * * * *', timezone: 'America/New_York', day_or: true }),
  () => ({ cron: '30 2,3 * * *', timezone: 'Europe/Berlin', day_or: true }),
  () => ({ rrule: 'DTSTART:20260101T001500\nRRULE:FREQ=HOURLY', timezone: 'Europe/Berlin' }),
  () => ({ rrule: 'DTSTART:20260101T000000\nRRULE:FREQ=MINUTELY;INTERVAL=40', timezone: 'Asia/Kolkata' }),
]

const every = (interval: number, number: number): Schedule => ({
  interval,
  anchor_date: addSeconds('2026-01-01 00:00:00.000000' as Instant, number * 7),
  timezone: 'UTC',
})

const schedulers = services.filter(
  ({ settingSwitch }) => settingSwitch === 'server.services.scheduler.enabled',
)

/** Lets servers schedule at once, tick by tick, and compares their runs with the timetables. */
export async function simulateSchedulers(simulation: Simulation): Promise<SimulationReport> {
  const { url, servers: count, deployments, hours, stepSeconds, onHour } = simulation
  const servers = await openServers(url, count, START)
  try {
    const planned = await buildSchedules(servers.database, deployments)
    const begin = servers.clock.now()
    for (let hour = 0; hour < hours; hour++) {
      await passAnHour(servers, schedulers, stepSeconds)
      onHour?.(hour + 1)
    }
    await servers.tick(schedulers)
    const found = await compare(servers, planned, begin)
    return { ...found, deadlocks: await servers.countDeadlocks(), logged: servers.logged }
  } finally {
    await servers.close()
  }
}

async function passAnHour(servers: Servers, ticking: readonly Service[], stepSeconds: number): Promise<void> {
  for (let passed = 0; passed < 3600; passed += stepSeconds) {
    await servers.tick(ticking)
    servers.clock.advance(stepSeconds)
  }
}

/** Deployments with one or two schedules each. Returns the schedules by id. */
async function buildSchedules(database: Database, count: number): Promise<Map<string, Schedule>> {
  const ids = sequentialIds(0x99)
  const flow = await buildFlow(database)
  const planned = new Map<string, Schedule>()
  for (let number = 0; number < count; number++) {
    const deployment = await buildDeployment(database, { flow_id: flow.id, updated: START })
    const kinds = number % 3 === 0 ? [number, number + 1] : [number]
    for (const kind of kinds) {
      const make = TIMETABLES[kind % TIMETABLES.length] as (number: number) => Schedule
      const schedule = make(number)
      const id = ids.next()
      planned.set(id, schedule)
      await insertSchedule(database, { id, deployment_id: deployment.id, schedule })
    }
  }
  return planned
}

async function insertSchedule(
  database: Database,
  {
    id,
    deployment_id,
    schedule,
  }: { readonly id: string; readonly deployment_id: string; readonly schedule: Schedule },
): Promise<void> {
  const stored =
    'interval' in schedule ? { ...schedule, anchor_date: printInstant(schedule.anchor_date) } : schedule
  const row = { id, deployment_id, created: START, updated: START, active: true }
  await database.write((db) =>
    db.sql
      .insertInto('deployment_schedule')
      .values({ ...row, schedule: json({ ...stored } as JsonObject), parameters: json({}) })
      .execute(),
  )
}

/** Holds the runs against the timetables. */
async function compare({ database, clock }: Servers, planned: Map<string, Schedule>, start: Instant) {
  const rows = await database.reader.sql
    .selectFrom('flow_run')
    .select(['created_by', 'next_scheduled_start_time as time'])
    .execute()
  const made = Map.groupBy(rows, ({ created_by }) => (created_by as { id: string }).id)
  const end = addSeconds(clock.now(), AHEAD_SECONDS)
  let [duplicates, gaps, strangers] = [0, 0, 0]
  for (const [id, schedule] of planned) {
    const times = (made.get(id) ?? []).map(({ time }) => time as Instant)
    const last = times.reduce((a, b) => (a > b ? a : b), end)
    const wanted = new Set(scheduleTimes(schedule, { start, end: last, max: 1000 }))
    const found = new Set(times)
    duplicates += times.length - found.size
    gaps += [...wanted.difference(found)].length
    strangers += [...found.difference(wanted)].length
  }
  return { runs: rows.length, duplicates, gaps, strangers }
}
