import type { Db } from '../../database.ts'

/** The name of the flow run with this id. */
export async function readFlowRunName(db: Db, id: string): Promise<string | undefined> {
  const [run] = await db.execute(db.sql.selectFrom('flow_run').select('name').where('id', '=', id).compile())
  return run?.name
}
