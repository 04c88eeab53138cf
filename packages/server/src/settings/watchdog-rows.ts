import { boolean, duration, number } from './kinds.ts'
import type { Row } from './row.ts'

/** The settings of the watchdogs and of retention that only Reeve has. */
export const watchdogRows = {
  'reeve.retention.logs': {
    kind: duration({ gt: 0 }),
    default: null,
    does: 'How long logs are kept; for ever, or as long as their flow run, if it is not set.',
  },
  'reeve.watchdogs.loop_seconds': {
    kind: number({ gt: 0 }),
    default: 60,
    does: 'Seconds between two looks of each watchdog.',
  },
  'reeve.watchdogs.pending_enabled': {
    kind: boolean,
    default: true,
    does: 'Whether runs that stay PENDING while nobody is there who could start them are marked as Crashed.',
  },
  'reeve.watchdogs.pending_seconds': {
    kind: number({ gt: 0 }),
    default: 3600,
    does: 'Seconds that a run may stay PENDING before anybody looks whether its worker lives.',
  },
  'reeve.watchdogs.cancelling_enabled': {
    kind: boolean,
    default: true,
    does: 'Whether runs that stay CANCELLING while nobody is there who could stop them are marked as Cancelled.',
  },
  'reeve.watchdogs.cancelling_seconds': {
    kind: number({ gt: 0 }),
    default: 1800,
    does: 'Seconds that a run may stay CANCELLING before anybody looks whether its worker lives.',
  },
  'reeve.watchdogs.heartbeat_enabled': {
    kind: boolean,
    default: true,
    does: 'Whether RUNNING runs whose process sent heartbeats and stopped are marked as Crashed.',
  },
  'reeve.watchdogs.heartbeat_seconds': {
    kind: number({ gt: 0 }),
    default: 900,
    does: 'Seconds without a heartbeat after which such a run counts as crashed, at least; longer for runs that send them rarely.',
  },
} as const satisfies Readonly<Record<string, Row>>
