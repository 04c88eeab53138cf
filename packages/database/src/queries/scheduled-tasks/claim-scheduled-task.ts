import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** Who wants a task run, and how long it may keep others from it. */
export interface TaskClaim {
  readonly taskKeys: readonly string[]
  /** Names this one claim. */
  readonly claimedBy: string
  readonly now: Instant
  readonly until: Instant
}

// A claim that lapsed counts as returned: whoever held it may have begun, so it goes before the others like a retry.
const statement: Statement = {
  name: 'claim-scheduled-task',
  text: (dialect) => `
    UPDATE reeve_scheduled_task
    SET claimed_by = ${dialect.typedParameter(2, 'text')}, claimed_until = ${dialect.typedParameter(3, 'instant')}
    WHERE id = (
      SELECT id FROM reeve_scheduled_task
      WHERE ${dialect.isAnyText('task_key', 1)}
        AND (claimed_by IS NULL OR claimed_until <= ${dialect.typedParameter(4, 'instant')})
      ORDER BY CASE WHEN queue = 'retry' OR claimed_by IS NOT NULL THEN 0 ELSE 1 END, enqueued, id
      LIMIT 1 ${dialect.skipLocked}
    ) RETURNING id`,
}

/** Claims the next waiting task run of these keys for one worker; those to be retried come first. Null if none waits. */
export async function claimScheduledTask(db: Db, claim: TaskClaim): Promise<string | null> {
  const values = [db.dialect.list(claim.taskKeys), claim.claimedBy, claim.until, claim.now]
  const [row] = await db.run<{ id: string }>(statement, values)
  return row?.id ?? null
}
