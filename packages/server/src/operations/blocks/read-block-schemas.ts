import { fieldsBuilder } from '@reeve/core/blocks'
import type { Db } from '@reeve/database'
import { type BlockSchemaKey, findBlockSchema } from '@reeve/database/queries/block-schemas/find-block-schema'
import { readBlockSchemaRows } from '@reeve/database/queries/block-schemas/read-block-schema-rows'
import {
  type BlockSchemaSelection,
  selectBlockSchemas,
} from '@reeve/database/queries/block-schemas/select-block-schemas'
import { readBlockTypesByIds } from '@reeve/database/queries/block-types/read-block-type'
import type { BlockSchema } from '@reeve/wire'
import { NotFound } from '../../http/errors.ts'
import { readExactData } from '../../http/exact-json.ts'

/** The schema with this id. Refuses with 404. [J7] */
export async function readBlockSchema(db: Db, id: string): Promise<BlockSchema> {
  const schema = (await loadBlockSchemas(db, [id])).get(id)
  if (!schema) throw new NotFound('Block schema')
  return schema
}

/** The schema with this checksum and version, or the newest with this checksum. Refuses with 404. [J7] */
export async function readBlockSchemaByChecksum(db: Db, key: BlockSchemaKey): Promise<BlockSchema> {
  const id = await findBlockSchema(db, key)
  if (id === undefined) throw new NotFound('Block schema')
  return readBlockSchema(db, id)
}

/** A page of schemas, newest first. */
export async function readBlockSchemas(db: Db, selection: BlockSchemaSelection): Promise<BlockSchema[]> {
  const ids = await selectBlockSchemas(db, selection)
  const schemas = await loadBlockSchemas(db, ids)
  return ids.flatMap((id) => schemas.get(id) ?? [])
}

/** The schemas with these ids by their ids, with all that is below them in their fields. [J7] */
export async function loadBlockSchemas(db: Db, ids: readonly string[]): Promise<Map<string, BlockSchema>> {
  const { schemas, edges } = await readBlockSchemaRows(db, ids)
  const typeIds = [...new Set(schemas.map(({ block_type_id }) => block_type_id))]
  const types = new Map((await readBlockTypesByIds(db, typeIds)).map((type) => [type.id, type]))
  const slugOf = (typeId: string) => types.get(typeId)?.slug ?? ''
  const fieldsOf = fieldsBuilder(
    schemas.map((schema) => ({
      ...schema,
      slug: slugOf(schema.block_type_id),
      fields: readExactData(schema.fields_text),
    })),
    edges,
  )
  const asked = new Set(ids)
  const shown = schemas
    .filter(({ id }) => asked.has(id))
    .map(({ fields_text: _, ...schema }): [string, BlockSchema] => [
      schema.id,
      { ...schema, fields: fieldsOf(schema.id), block_type: types.get(schema.block_type_id) ?? null },
    ])
  return new Map(shown)
}
