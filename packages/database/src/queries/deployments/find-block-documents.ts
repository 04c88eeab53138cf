import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-block-documents',
  text: (dialect) => `SELECT id FROM block_document WHERE ${dialect.isAnyUuid('id', 1)}`,
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Those of these ids, of which some may be none, that block documents have. */
export async function findBlockDocuments(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const valid = ids.filter((id) => UUID.test(id))
  if (valid.length === 0) return new Set()
  const rows = await db.run<{ id: string }>(statement, [db.dialect.list(valid)])
  return new Set(rows.map(({ id }) => id))
}
