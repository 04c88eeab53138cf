import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'
import { ENDED } from '../../schema/ended-types.ts'

const old: Statement = {
  name: 'find-old-flow-runs',
  text: (dialect) => `
    SELECT id FROM flow_run
    WHERE end_time < ${dialect.parameter(1)} AND parent_task_run_id IS NULL
      AND state_type IN ${ENDED}
    ORDER BY end_time LIMIT ${dialect.parameter(2)} ${dialect.skipLocked}`,
}

/** The runs that ended first, before a moment, and are no subflows; locked, those that others hold left out. [E21] */
export async function findOldFlowRuns(
  db: Db,
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<string[]> {
  const rows = await db.run<{ id: string }>(old, [before, limit])
  return rows.map(({ id }) => id)
}

const owners = (table: 'log' | 'artifact'): Statement => ({
  name: `find-runs-of-${table}-rows`,
  text: (dialect) => `
    SELECT DISTINCT flow_run_id AS id FROM ${table} WHERE flow_run_id > ${dialect.parameter(1)}
    ORDER BY flow_run_id LIMIT ${dialect.parameter(2)}`,
  kinds: { id: 'uuid' },
})
const ownersOf = { log: owners('log'), artifact: owners('artifact') }

const existing: Statement = {
  name: 'find-existing-flow-runs',
  text: (dialect) => `SELECT id FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Runs that rows name, in the order of their ids, and those of them that are not there. */
export interface Owners {
  readonly last: string | undefined
  readonly gone: readonly string[]
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The next runs after an id that logs or artifacts belong to, at most so many, and which of them are gone. [E22] */
export async function findGoneOwners(
  db: Db,
  table: 'log' | 'artifact',
  { after = NO_ID, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<Owners> {
  const named = (await db.run<{ id: string }>(ownersOf[table], [after, limit])).map(({ id }) => id)
  if (named.length === 0) return { last: undefined, gone: [] }
  const there = await db.run<{ id: string }>(existing, [db.dialect.list(named)])
  const known = new Set(there.map(({ id }) => id))
  return { last: named.at(-1), gone: named.filter((id) => !known.has(id)) }
}
