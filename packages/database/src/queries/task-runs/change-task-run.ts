import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const renamed: Statement = {
  name: 'rename-task-run',
  text: (dialect) => `
    UPDATE task_run SET name = ${dialect.parameter(2)}, updated = ${dialect.parameter(3)}
    WHERE id = ${dialect.parameter(1)} RETURNING id`,
}

/** Gives a task run another name; false if there is no such run. */
export const renameTaskRun = async (
  db: Db,
  id: string,
  { name, now }: { name: string; now: Instant },
): Promise<boolean> => (await db.run(renamed, [id, name, now])).length > 0

const touched: Statement = {
  name: 'touch-task-run',
  text: (dialect) =>
    `UPDATE task_run SET updated = ${dialect.parameter(2)} WHERE id = ${dialect.parameter(1)} RETURNING id`,
}

/** Marks a task run as changed; false if there is no such run. */
export const touchTaskRun = async (db: Db, id: string, now: Instant): Promise<boolean> =>
  (await db.run(touched, [id, now])).length > 0

const deleted: Statement = {
  name: 'delete-task-run',
  text: (dialect) => `DELETE FROM task_run WHERE id = ${dialect.parameter(1)} RETURNING id`,
}

/** Deletes a task run and its states; false if there is no such run. */
export const deleteTaskRun = async (db: Db, id: string): Promise<boolean> =>
  (await db.run(deleted, [id])).length > 0
