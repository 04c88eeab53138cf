import { blockTypeEvent } from '@reeve/core/events'
import type { Db } from '@reeve/database'
import { findBlockSchemas } from '@reeve/database/queries/block-schemas/find-block-schemas'
import { insertBlockSchemaReferences } from '@reeve/database/queries/block-schemas/insert-block-schema-references'
import { insertBlockSchemas } from '@reeve/database/queries/block-schemas/insert-block-schemas'
import { insertBlockTypes } from '@reeve/database/queries/block-types/insert-block-types'
import { type BlockTypeRow, readBlockTypesBySlugs } from '@reeve/database/queries/block-types/read-block-type'
import { updateBlockType } from '@reeve/database/queries/block-types/update-block-type'
import { lockMeta } from '@reeve/database/queries/meta/lock-meta'
import { readMeta } from '@reeve/database/queries/meta/read-meta'
import { saveMeta } from '@reeve/database/queries/meta/save-meta'
import { addMicroseconds } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { newBlockType } from './create-block-type.ts'
import { parseSystemBlocks, protectedBlocks, readSystemBlocks, type SystemBlocks } from './system-blocks.ts'

/** Where Reeve remembers what it registered last. */
const KEY = 'registered_blocks'

/**
 * Registers the block types that come with the server and their schemas, unless they were registered before: who
 * deleted one of them does not get it back at the next start. Of several servers one does it. [J3]
 */
export async function registerBlocks(ctx: Context): Promise<void> {
  const { text, digest } = await readSystemBlocks()
  const isDone = (registered: string | undefined) =>
    ctx.settings['server.memoize_block_auto_registration'] && registered === digest
  if (isDone(await readMeta(ctx.database.quick, KEY))) return
  const blocks = parseSystemBlocks(text)
  await ctx.database.write(async (db) => {
    if (isDone(await lockMeta(db, KEY))) return
    await saveSystemBlocks(ctx, db, blocks)
    await saveMeta(db, KEY, digest)
  })
}

/** Registers the types that a system expects to be there. [J3] */
export async function installSystemBlocks(ctx: Context): Promise<null> {
  const blocks = protectedBlocks(parseSystemBlocks((await readSystemBlocks()).text))
  return writeWithEvents(ctx, async (db) => {
    const added = await saveSystemBlocks(ctx, db, blocks)
    return { result: null, events: added.map((type) => blockTypeEvent('created', type, occurrence(ctx))) }
  })
}

/** Adds what is missing and brings the rest to what it should be; the types that were added. */
async function saveSystemBlocks(ctx: Context, db: Db, blocks: SystemBlocks): Promise<BlockTypeRow[]> {
  const slugs = blocks.types.map(({ slug }) => slug)
  const wanted = blocks.types.map((type) => newBlockType(ctx, type))
  const added = await insertBlockTypes(db, wanted)
  const types = new Map((await readBlockTypesBySlugs(db, slugs)).map((type) => [type.slug, type]))
  for (const type of wanted) {
    const existing = types.get(type.slug)
    if (existing && !added.has(type.slug)) await refreshType(db, existing, type)
  }
  await addSchemas(ctx, db, { blocks, types })
  return wanted.filter(({ slug }) => added.has(slug))
}

/** What a server says about the types that it brings; names and slugs stay, but protected types are no one else's. */
const REFRESHED = ['logo_url', 'documentation_url', 'description', 'code_example'] as const

async function refreshType(db: Db, existing: BlockTypeRow, wanted: BlockTypeRow): Promise<void> {
  const columns = wanted.is_protected ? ([...REFRESHED, 'name', 'is_protected'] as const) : REFRESHED
  const changed = columns.filter((column) => existing[column] !== wanted[column])
  if (changed.length === 0) return
  const changes = Object.fromEntries(changed.map((column) => [column, wanted[column]]))
  await updateBlockType(db, existing.id, { ...changes, updated: wanted.updated })
}

async function addSchemas(
  ctx: Context,
  db: Db,
  { blocks, types }: { readonly blocks: SystemBlocks; readonly types: ReadonlyMap<string, BlockTypeRow> },
): Promise<void> {
  const checksums = blocks.schemas.map(({ checksum }) => checksum)
  const known = new Map((await findBlockSchemas(db, checksums)).map((row) => [keyOf(row), row.id]))
  const now = ctx.clock.now()
  const rows = blocks.schemas.flatMap(({ slug, capabilities, ...schema }, index) => {
    const type = types.get(slug)
    if (!type || known.has(keyOf(schema))) return []
    // Lists are in the order of these times.
    const created = addMicroseconds(now, index)
    const row = { ...schema, id: ctx.ids.next(), created, updated: created }
    return [{ ...row, block_type_id: type.id, capabilities: [...capabilities] }]
  })
  const added = await insertBlockSchemas(db, rows)
  const ids = new Map([...known, ...rows.map((row): [string, string] => [keyOf(row), row.id])])
  const idAt = (place: number) => ids.get(keyOf(blocks.schemas[place] as SystemBlocks['schemas'][number]))
  const references = blocks.references.flatMap(({ name, parent, child }) => {
    const [parentId, childId] = [idAt(parent), idAt(child)]
    if (parentId === undefined || childId === undefined || !added.has(parentId)) return []
    const row = { id: ctx.ids.next(), created: now, updated: now, name }
    return [{ ...row, parent_block_schema_id: parentId, reference_block_schema_id: childId }]
  })
  await insertBlockSchemaReferences(db, references)
}

const keyOf = ({ checksum, version }: { readonly checksum: string; readonly version: string }): string =>
  `${checksum} ${version}`
