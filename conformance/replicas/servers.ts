import { type Database, openDatabase } from '@reeve/database'
import { type Service, settingsWith } from '@reeve/server'
import { type ManualClock, manualClock } from '@reeve/testkit/clock'
import { sequentialIds } from '@reeve/testkit/ids'
import type { Instant } from '@reeve/wire'
import pino from 'pino'

/** What services of a server work on. */
type Context = Parameters<Service['tick']>[0]

/** Servers over one database, without their HTTP, on a clock that is moved by hand. */
export interface Servers {
  readonly clock: ManualClock
  /** That of the first. */
  readonly database: Database
  /** What any of them logged as a warning or worse. */
  readonly logged: readonly string[]
  /** Lets all servers do a tick of all these services at once. */
  tick(services: readonly Service[]): Promise<void>
  /** Deadlocks that PostgreSQL has broken in this database; 0 on SQLite. */
  countDeadlocks(): Promise<number>
  close(): Promise<void>
}

/** Opens so many servers on the database of that URL. */
export async function openServers(url: string, count: number, start: Instant): Promise<Servers> {
  const clock = manualClock(start)
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(line) })
  const databases = await Promise.all(Array.from({ length: count }, () => openDatabase({ url })))
  const database = databases[0] as Database
  const contexts = databases.map(
    (own, index): Context => ({
      database: own,
      clock,
      ids: sequentialIds(0x100 + index),
      broadcast: { publish: () => {}, subscribe: () => () => {} },
      settings: settingsWith({}),
      log,
    }),
  )
  return {
    clock,
    database,
    logged,
    async tick(services) {
      const ticks = contexts.flatMap((ctx) => services.map((service) => service.tick(ctx)))
      await Promise.all(ticks)
    },
    async countDeadlocks() {
      if (database.dialect.name === 'sqlite') return 0
      const [row] = await database.reader.run<{ deadlocks: number }>(deadlocks, [])
      return Number(row?.deadlocks)
    },
    async close() {
      for (const one of databases) await one.close()
    },
  }
}

const deadlocks = {
  name: 'count-deadlocks',
  text: () => 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
}
