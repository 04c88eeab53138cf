import type { Json } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'list-capabilities',
  text: () => 'SELECT DISTINCT capabilities FROM block_schema',
}

/** Everything that some schema says its blocks can do, in alphabetical order. [J8] */
export async function listCapabilities(db: Db): Promise<string[]> {
  const rows = await db.run<{ capabilities: Json }>(statement, [])
  const all = rows.flatMap(({ capabilities }) => (Array.isArray(capabilities) ? capabilities : []))
  return [...new Set(all.map(String))].sort()
}
