import { isDeepStrictEqual } from 'node:util'
import { blockTypeEvent } from '@reeve/core/events'
import { type BlockTypeRow, readBlockType } from '@reeve/database/queries/block-types/read-block-type'
import { updateBlockType as update } from '@reeve/database/queries/block-types/update-block-type'
import type { BlockTypeUpdate } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { occurrence, writeWithEvents } from '../../events/write-with-events.ts'
import { requireRow } from '../require-row.ts'

const MISSING = 'Block type not found'

/** Changes what was sent of a block type. Who sends all of it as it is changes nothing. Refuses with 404. [J2] */
export const updateBlockType = (ctx: Context, id: string, changes: Partial<BlockTypeUpdate>): Promise<null> =>
  writeWithEvents(ctx, async (db) => {
    const type = requireRow(await readBlockType(db, { id }), MISSING)
    if (isDeepStrictEqual(readable(changes), readable(changeable(type)))) return { result: null, events: [] }
    const changed = { ...type, ...changes, updated: ctx.clock.now() }
    await update(db, id, { ...changes, updated: changed.updated })
    return { result: null, events: [blockTypeEvent('updated', changed as BlockTypeRow, occurrence(ctx))] }
  })

/** What clients can change of a type. */
const changeable = ({ logo_url, documentation_url, description, code_example }: BlockTypeRow) => ({
  logo_url,
  documentation_url,
  description,
  code_example,
})

/** Texts as they were before they were made harmless for pages. */
const readable = (texts: Partial<BlockTypeUpdate>) =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text === null ? null : unescaped(text)]),
  )

const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
}

const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|amp|quot|#39|#x27);/g, (entity) => CHARACTERS[entity] as string)
