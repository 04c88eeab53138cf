import { fernetKey, integer, number, path } from './kinds.ts'
import type { Row } from './row.ts'

/** The settings that only Reeve has. */
export const reeveRows = {
  'reeve.data_folder': {
    kind: path,
    default: null,
    does: 'Folder of the database where neither `home` nor a database is set; by default one of the platform.',
  },
  'reeve.body_limit_bytes': {
    kind: integer({ gt: 0 }),
    default: 16_777_216,
    does: 'Largest request body; a larger one is answered with 413.',
  },
  'reeve.shutdown_seconds': {
    kind: number({ ge: 0 }),
    default: 10,
    does: 'Longest that a stopping server waits for running requests.',
  },
  'reeve.encryption_key': {
    kind: fernetKey,
    default: null,
    aliases: ['PREFECT_SERVER_ENCRYPTION_KEY', 'ORION_ENCRYPTION_KEY'],
    does: 'Key that what blocks hold is encrypted with; by default one that is made once and kept in the database.',
  },
} as const satisfies Readonly<Record<string, Row>>
