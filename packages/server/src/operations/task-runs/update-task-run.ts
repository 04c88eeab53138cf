import { generateName } from '@reeve/core/names'
import { renameTaskRun, touchTaskRun } from '@reeve/database/queries/task-runs/change-task-run'
import type { TaskRunUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { NotFound } from '../../http/errors.ts'

/** Changes a task run's name if one was sent; an empty one is replaced by a generated name. [C5] */
export async function updateTaskRun(
  ctx: Context,
  id: string,
  { body, sent }: { body: TaskRunUpdate; sent: ReadonlySet<string> },
): Promise<null> {
  const now = ctx.clock.now()
  const found = await ctx.database.write((db) =>
    sent.has('name')
      ? renameTaskRun(db, id, { name: body.name || generateName(ctx.ids.random), now })
      : touchTaskRun(db, id, now),
  )
  if (!found) throw new NotFound('Task run')
  return null
}
