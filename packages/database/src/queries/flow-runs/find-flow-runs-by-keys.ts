import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-flow-runs-by-keys',
  text: (dialect) => `
    SELECT id, idempotency_key FROM flow_run
    WHERE flow_id = ${dialect.parameter(1)} AND ${dialect.isAnyText('idempotency_key', 2)}`,
}

/** The ids of the runs that a flow made under these idempotency keys, by key. [C2] */
export async function findFlowRunsByKeys(
  db: Db,
  flowId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db.run<{ id: string; idempotency_key: string }>(statement, [
    flowId,
    db.dialect.list(keys),
  ])
  return new Map(rows.map(({ id, idempotency_key }) => [idempotency_key, id]))
}
