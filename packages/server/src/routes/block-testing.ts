import { type Database, openDatabase } from '@reeve/database'
import type { DatabaseKind } from '@reeve/testkit'
import type { BlockDocument, BlockSchema, BlockType } from '@reeve/wire'
import { afterAll, beforeAll } from 'vitest'
import { adminBindings } from './admin.ts'
import { blockDocumentBindings } from './block-documents.ts'
import { blockSchemaBindings } from './block-schemas.ts'
import { blockTypeBindings } from './block-types.ts'
import { type Api, openApi } from './testing.ts'

/** All routes of blocks, and the choice of one for results. */
export const blockBindings = [
  ...blockTypeBindings,
  ...blockSchemaBindings,
  ...blockDocumentBindings,
  ...adminBindings,
]

/** What a block of a test belongs to. */
export interface Kind {
  readonly type: BlockType
  readonly schema: BlockSchema
}

/** A type with a schema. */
export async function buildKind(api: Api, name: string, fields: object = {}): Promise<Kind> {
  const type = (await api.call<BlockType>('POST', '/block_types/', { name, slug: name })).body
  const body = { fields, block_type_id: type.id, version: name, capabilities: ['write-path'] }
  const schema = (await api.call<BlockSchema>('POST', '/block_schemas/', body)).body
  return { type, schema }
}

/** Adds a block; the answer. */
export const addBlock = (api: Api, { type, schema }: Kind, body: object) =>
  api.call<BlockDocument>('POST', '/block_documents/', {
    block_type_id: type.id,
    block_schema_id: schema.id,
    ...body,
  })

/** What stands for a block in the data of another. */
export const blockRef = (id: unknown) => ({ $ref: { block_document_id: id } })

/** Servers over one database: as many as it allows. */
export function useReplicas(kind: DatabaseKind): () => readonly Api[] {
  const opened: Database[] = []
  const replicas: Api[] = []
  beforeAll(async () => {
    if (kind.missing !== undefined) return
    const url = await kind.freshUrl()
    for (let count = kind.name === 'sqlite' ? 1 : 3; count > 0; count--) {
      const database = await openDatabase({ url })
      opened.push(database)
      replicas.push(await openApi(database, blockBindings))
    }
  })
  afterAll(async () => {
    for (const replica of replicas) await replica.close()
    for (const database of opened) await database.close()
  })
  return () => replicas
}
