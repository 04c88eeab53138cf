import type { Json } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = { name: 'read-variable-values', text: () => 'SELECT name, value FROM variable' }

/** All variables by name, for placeholders in parameters. [K1] */
export async function readVariableValues(db: Db): Promise<ReadonlyMap<string, Json>> {
  const rows = await db.run<{ name: string; value: Json }>(statement, [])
  return new Map(rows.map(({ name, value }) => [name, value]))
}
