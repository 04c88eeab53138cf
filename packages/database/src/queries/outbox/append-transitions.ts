import type { JsonObject } from '@reeve/wire'
import type { Db } from '../../database.ts'
import { appendRows } from './append-rows.ts'

/** What one row holds at most: whoever writes waits while the events of a row are stored, which takes 2 ms for these. */
const NOTES_PER_ROW = 15

/**
 * Notes transitions of flow runs in the outbox. The event of each is built from these facts when the outbox is
 * written out: building and storing it at once would cost as much as the transition itself.
 */
export async function appendTransitions(db: Db, facts: readonly JsonObject[]): Promise<void> {
  const bodies: string[] = []
  for (let start = 0; start < facts.length; start += NOTES_PER_ROW)
    bodies.push(JSON.stringify(facts.slice(start, start + NOTES_PER_ROW)))
  await appendRows(db, { kind: 'flow-run-transitions', bodies })
}
