import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readExactJson } from '@reeve/core/blocks'
import type { JsonObject } from '@reeve/wire'
import type { BlockTypeParts } from './create-block-type.ts'

/** A schema that comes with the server, as it is kept. */
export interface SystemSchema {
  readonly slug: string
  readonly checksum: string
  readonly version: string
  readonly capabilities: readonly string[]
  readonly fields: JsonObject
}

/** What comes with the server: types, their schemas, and which of those hold blocks of others, by their places. */
export interface SystemBlocks {
  readonly types: readonly BlockTypeParts[]
  readonly schemas: readonly SystemSchema[]
  readonly references: readonly { readonly name: string; readonly parent: number; readonly child: number }[]
}

const FILE = new URL('../../data/block-types.json', import.meta.url)

/** The text of what comes with the server, read when it is needed and not kept, and its digest. */
export async function readSystemBlocks(): Promise<{ readonly text: string; readonly digest: string }> {
  const text = await readFile(FILE, 'utf8')
  return { text, digest: createHash('sha256').update(text).digest('hex') }
}

/** Everything that comes with the server. */
export const parseSystemBlocks = (text: string): SystemBlocks =>
  readExactJson(text) as unknown as SystemBlocks

/** Only what a system expects to be there: none of it holds other blocks. [J3] */
export function protectedBlocks({ types, schemas }: SystemBlocks): SystemBlocks {
  const kept = types.filter((type) => type.is_protected)
  const slugs = new Set(kept.map(({ slug }) => slug))
  return { types: kept, schemas: schemas.filter(({ slug }) => slugs.has(slug)), references: [] }
}
