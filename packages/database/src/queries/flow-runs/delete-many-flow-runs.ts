import { boundedChange } from '../../bounded-change.ts'
import type { Db, Statement } from '../../database.ts'
import { ENDED } from '../../schema/ended-types.ts'

/** What hangs on runs and may be much. */
export type RunPart = 'log' | 'artifact' | 'task_run'

/** Task runs take their states along. */
const parts = (table: RunPart) =>
  boundedChange({
    name: `delete-some-${table}-rows-of-flow-runs`,
    find: (dialect) =>
      `SELECT id FROM ${table} WHERE ${dialect.isAnyUuid('flow_run_id', 1)} LIMIT ${dialect.typedParameter(2, 'integer')}`,
    steps: [(dialect) => `DELETE FROM ${table} WHERE ${dialect.isAnyUuid('id', 1)}`],
  })
const deletions = { log: parts('log'), artifact: parts('artifact'), task_run: parts('task_run') }

/** Deletes some rows of a kind that hang on these runs. Returns their ids. */
export const deletePartsOfRuns = (
  db: Db,
  part: RunPart,
  { runIds, limit }: { readonly runIds: readonly string[]; readonly limit: number },
): Promise<string[]> => deletions[part](db, [db.dialect.list(runIds), limit])

const counting = (table: RunPart): Statement => ({
  name: `count-some-${table}-rows-of-flow-runs`,
  text: (dialect) => `
    SELECT count(*) AS count FROM (
      SELECT 1 FROM ${table} WHERE ${dialect.isAnyUuid('flow_run_id', 1)}
      LIMIT ${dialect.typedParameter(2, 'integer')}) AS counted`,
})
const counts = { log: counting('log'), artifact: counting('artifact'), task_run: counting('task_run') }

/** How many rows of a kind hang on these runs, counted up to a limit. */
export async function countPartsOfRuns(
  db: Db,
  part: RunPart,
  { runIds, limit }: { readonly runIds: readonly string[]; readonly limit: number },
): Promise<number> {
  const [row] = await db.run<{ count: number }>(counts[part], [db.dialect.list(runIds), limit])
  return Number(row?.count ?? 0)
}

const ofFlows: Statement = {
  name: 'find-some-runs-of-flows',
  text: (dialect) => `
    SELECT id FROM flow_run WHERE ${dialect.isAnyUuid('flow_id', 1)}
    LIMIT ${dialect.typedParameter(2, 'integer')} ${dialect.skipLocked}`,
}

/** Some runs of these flows, locked; those that others have locked are left out. */
export async function findSomeRunsOfFlows(
  db: Db,
  { flowIds, limit }: { readonly flowIds: readonly string[]; readonly limit: number },
): Promise<string[]> {
  const rows = await db.run<{ id: string }>(ofFlows, [db.dialect.list(flowIds), limit])
  return rows.map(({ id }) => id)
}

const runs: Statement = {
  name: 'delete-flow-runs-alone',
  text: (dialect) => `DELETE FROM flow_run WHERE ${dialect.isAnyUuid('id', 1)}`,
}

/** Deletes runs with their states, task runs and inputs, by cascade. */
export async function deleteRunRows(db: Db, ids: readonly string[]): Promise<void> {
  await db.run(runs, [db.dialect.list(ids)])
}

const finished = boundedChange({
  name: 'detach-finished-runs-from-queues',
  find: (dialect) => `
    SELECT id FROM flow_run WHERE ${dialect.isAnyUuid('work_queue_id', 1)}
      AND state_type IN ${ENDED}
    LIMIT ${dialect.typedParameter(2, 'integer')}`,
  steps: [(dialect) => `UPDATE flow_run SET work_queue_id = NULL WHERE ${dialect.isAnyUuid('id', 1)}`],
})

/** Takes some finished runs out of queues that are about to go, as the foreign key would. Returns their ids. */
export const detachFinishedRuns = (
  db: Db,
  { queueIds, limit }: { readonly queueIds: readonly string[]; readonly limit: number },
): Promise<string[]> => finished(db, [db.dialect.list(queueIds), limit])
