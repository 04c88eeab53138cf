import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'set-deployments-paused',
  text: (dialect) => `
    UPDATE deployment SET paused = ${dialect.typedParameter(2, 'boolean')},
      updated = ${dialect.typedParameter(3, 'instant')}
    WHERE ${dialect.isAnyUuid('id', 1)} AND paused <> ${dialect.typedParameter(2, 'boolean')}`,
}

/** Pauses deployments or lets them go on; those that are so already stay as they are. [C32] */
export async function setDeploymentsPaused(
  db: Db,
  ids: readonly string[],
  { paused, now }: { readonly paused: boolean; readonly now: Instant },
): Promise<void> {
  await db.run(statement, [db.dialect.list(ids), paused, now])
}
