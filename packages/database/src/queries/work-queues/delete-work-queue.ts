import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'delete-work-queue',
  text: (dialect) => `DELETE FROM work_queue WHERE id = ${dialect.parameter(1)}`,
}

/** Deletes a queue; its runs and deployments stay without one. The default queue of a pool violates a constraint. */
export async function deleteWorkQueue(db: Db, id: string): Promise<void> {
  await db.run(statement, [id])
}
