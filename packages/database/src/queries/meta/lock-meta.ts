import type { Db } from '../../database.ts'

/**
 * What Reeve remembers about the database under a key, empty if nothing yet, locked until the transaction ends: of
 * servers that would do the same thing once, one does it while the others wait.
 */
export async function lockMeta(db: Db, key: string): Promise<string> {
  const add = db.sql
    .insertInto('reeve_meta')
    .values({ key, value: '' })
    .onConflict((conflict) => conflict.column('key').doNothing())
  await db.execute(add.compile())
  const [row] = await db.run<{ value: string }>(statement, [key])
  return row?.value ?? ''
}

const statement = {
  name: 'lock-meta',
  text: (dialect: Db['dialect']) =>
    `SELECT value FROM reeve_meta WHERE key = ${dialect.parameter(1)} ${dialect.forUpdate}`,
}
