import type { Instant } from '@reeve/wire'
import type { Db, Statement } from '../../database.ts'

/** A row of `block_type`. */
export interface BlockTypeRow {
  id: string
  created: Instant
  updated: Instant
  name: string
  slug: string
  logo_url: string | null
  documentation_url: string | null
  description: string | null
  code_example: string | null
  is_protected: boolean
}

/** What names one block type. */
export type BlockTypeKey = { readonly id: string } | { readonly slug: string }

const byIds: Statement = {
  name: 'read-block-types-by-ids',
  text: (dialect) => `SELECT * FROM block_type WHERE ${dialect.isAnyUuid('id', 1)}`,
}

const bySlugs: Statement = {
  name: 'read-block-types-by-slugs',
  text: (dialect) => `SELECT * FROM block_type WHERE ${dialect.isAnyText('slug', 1)}`,
}

/** The block type with this id or slug. */
export async function readBlockType(db: Db, key: BlockTypeKey): Promise<BlockTypeRow | undefined> {
  const [type] =
    'id' in key ? await readBlockTypesByIds(db, [key.id]) : await readBlockTypesBySlugs(db, [key.slug])
  return type
}

/** The block types with these ids. */
export const readBlockTypesByIds = (db: Db, ids: readonly string[]): Promise<BlockTypeRow[]> =>
  db.run(byIds, [db.dialect.list(ids)])

/** The block types with these slugs. */
export const readBlockTypesBySlugs = (db: Db, slugs: readonly string[]): Promise<BlockTypeRow[]> =>
  db.run(bySlugs, [db.dialect.list(slugs)])
