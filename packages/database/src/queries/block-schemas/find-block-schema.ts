import type { Db } from '../../database.ts'

/** What names a schema beside its id; without a version the newest is meant. */
export interface BlockSchemaKey {
  readonly checksum: string
  readonly version?: string | null
}

/** The id of the schema with this checksum, the newest of them. [J7] */
export async function findBlockSchema(
  db: Db,
  { checksum, version = null }: BlockSchemaKey,
): Promise<string | undefined> {
  const all = db.sql.selectFrom('block_schema').select('id').where('checksum', '=', checksum)
  const [found] = await db.execute(
    (version === null ? all : all.where('version', '=', version))
      .orderBy('created', 'desc')
      .limit(1)
      .compile(),
  )
  return found?.id
}
