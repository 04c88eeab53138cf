import type { Db, Statement } from '../../database.ts'

const statement: Statement = {
  name: 'find-block-schemas',
  text: (dialect) =>
    `SELECT id, checksum, version FROM block_schema WHERE ${dialect.isAnyText('checksum', 1)}`,
}

/** Which schemas of these checksums there are. */
export const findBlockSchemas = (
  db: Db,
  checksums: readonly string[],
): Promise<{ id: string; checksum: string; version: string }[]> =>
  db.run(statement, [db.dialect.list(checksums)])
