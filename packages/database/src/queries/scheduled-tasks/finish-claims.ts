import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const done: Statement = {
  name: 'delete-claimed-task',
  text: (dialect) => `DELETE FROM reeve_scheduled_task WHERE claimed_by = ${dialect.parameter(1)}`,
}

/** Takes what was claimed off the queue: its worker has it. */
export const deleteClaimedTask = async (db: Db, claimedBy: string): Promise<void> => {
  await db.run(done, [claimedBy])
}

const returned: Statement = {
  name: 'return-claimed-task',
  text: (dialect) => `
    UPDATE reeve_scheduled_task SET queue = 'retry', claimed_by = NULL, claimed_until = NULL
    WHERE claimed_by = ${dialect.parameter(1)} RETURNING task_key`,
}

/** Puts what was claimed on the retry queue; returns its task key, null if the claim was lost meanwhile. */
export async function returnClaimedTask(db: Db, claimedBy: string): Promise<string | null> {
  const [row] = await db.run<{ task_key: string }>(returned, [claimedBy])
  return row?.task_key ?? null
}

const renewed: Statement = {
  name: 'renew-claims',
  text: (dialect) => `
    UPDATE reeve_scheduled_task SET claimed_until = ${dialect.typedParameter(2, 'instant')}
    WHERE ${dialect.isAnyText('claimed_by', 1)}`,
}

/** Keeps claims from lapsing while their workers are connected. */
export const renewClaims = async (db: Db, claimedBy: readonly string[], until: Instant): Promise<void> => {
  await db.run(renewed, [db.dialect.list(claimedBy), until])
}
