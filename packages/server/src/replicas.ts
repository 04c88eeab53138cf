import type { Database } from '@reeve/database'
import { readEventsByIds } from '@reeve/database/queries/events/read-events-by-ids'
import { readLogsByIds } from '@reeve/database/queries/logs/read-logs-by-ids'
import { printInstant } from '@reeve/wire'
import type { Reread } from './broadcast.ts'

/** Reads what other replicas announce, in the form in which sockets send it. */
export const rereadFrom = ({ reader }: Database): Reread => ({
  events: async (ids) => (await readEventsByIds(reader, ids)).map((event) => ({ ...event })),
  logs: async (ids) =>
    (await readLogsByIds(reader, ids)).map((log) => ({
      ...log,
      created: null,
      updated: null,
      timestamp: printInstant(log.timestamp),
    })),
})
