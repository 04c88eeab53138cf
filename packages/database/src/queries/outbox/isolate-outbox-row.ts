import { type JsonObject, parseJson } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { appendEvents } from './append-events.ts'
import type { OutboxRow } from './read-outbox.ts'

const read: Statement = {
  name: 'read-outbox-row',
  text: (dialect) => `
    SELECT seq, kind, body, created FROM reeve_outbox
    WHERE seq = ${dialect.typedParameter(1, 'integer')} ${dialect.forUpdate}`,
}

const remove: Statement = {
  name: 'delete-outbox-row',
  text: (dialect) => `DELETE FROM reeve_outbox WHERE seq = ${dialect.typedParameter(1, 'integer')}`,
}

const setAside: Statement = {
  name: 'set-aside-outbox-row',
  text: (dialect) => `
    UPDATE reeve_outbox SET kind = 'set-aside:' || kind WHERE seq = ${dialect.typedParameter(1, 'integer')}`,
}

/**
 * Deals with a row that cannot be expanded, so that it does not hold up those after it: one that holds several
 * events becomes a row for each, one that cannot be taken apart is kept under a kind that nobody expands.
 */
export async function isolateOutboxRow(db: Db, seq: number): Promise<'taken apart' | 'set aside' | 'gone'> {
  const [row] = await db.run<OutboxRow>(read, [seq])
  if (!row) return 'gone'
  const events = row.kind === 'events' ? (parseJson(row.body) as JsonObject[]) : []
  if (events.length < 2) {
    await db.run(setAside, [seq])
    return 'set aside'
  }
  await db.run(remove, [seq])
  for (const event of events) await appendEvents(db, [event])
  return 'taken apart'
}
