import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** What was announced and not yet expanded. */
export interface OutboxRow {
  seq: number
  kind: string
  body: string
  created: Instant
}

const statement: Statement = {
  name: 'read-outbox',
  text: (dialect) => `
    SELECT seq, kind, body, created FROM reeve_outbox WHERE seq > ${dialect.typedParameter(1, 'integer')}
    ORDER BY seq LIMIT ${dialect.typedParameter(2, 'integer')}`,
}

/** The oldest rows after `after` that are not yet expanded. */
export const readOutbox = (
  db: Db,
  { after = 0, limit }: { after?: number; limit: number },
): Promise<OutboxRow[]> => db.run<OutboxRow>(statement, [after, limit])
