import { blockTypeEvent } from '@reeve/core/events'
import { insertBlockTypes } from '@reeve/database/queries/block-types/insert-block-types'
import type { BlockTypeRow } from '@reeve/database/queries/block-types/read-block-type'
import type { BlockTypeCreate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { Refused } from '../../http/errors.ts'

/** Adds a block type. Refuses reserved names with 403, a slug that is taken with 409. [J1] */
export function createBlockType(ctx: Context, body: BlockTypeCreate): Promise<BlockTypeRow> {
  if (body.name.toLowerCase().startsWith('prefect')) {
    throw new Refused(403, "Block type names beginning with 'Prefect' are reserved.")
  }
  const type = newBlockType(ctx, body)
  return writeWithEvents(ctx, async (db) => {
    const inserted = await insertBlockTypes(db, [type])
    if (inserted.size === 0) throw new Refused(409, `Block type with name "${body.name}" already exists`)
    return { result: type, events: [blockTypeEvent('created', type, occurrence(ctx))] }
  })
}

/** What a block type is made of. */
export type BlockTypeParts = BlockTypeCreate & { readonly is_protected?: boolean }

/** A block type that is to be added: what pages show of it is made harmless for them. [J1] */
export const newBlockType = (ctx: Context, parts: BlockTypeParts): BlockTypeRow => ({
  id: ctx.ids.next(),
  created: ctx.clock.now(),
  updated: ctx.clock.now(),
  name: parts.name,
  slug: parts.slug,
  logo_url: parts.logo_url ?? null,
  documentation_url: parts.documentation_url ?? null,
  description: escaped(parts.description),
  code_example: escaped(parts.code_example),
  is_protected: parts.is_protected ?? false,
})

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string | null | undefined): string | null =>
  text?.replace(/[&<>]/g, (character) => ENTITIES[character] as string) ?? null
