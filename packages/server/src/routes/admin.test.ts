import { json } from '@reeve/database'
import { BUILT_AT, databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { adminBindings } from './admin.ts'
import { useApi } from './testing.ts'

describe.each(databases)('the default storage of results on $name', (kind) => {
  const api = useApi(kind, adminBindings)
  const path = '/admin/storage'

  /** A block whose schema can do these things. */
  async function buildBlock(capabilities: readonly string[]): Promise<string> {
    const { database, ids } = api().ctx
    const [type, schema, block] = [ids.next(), ids.next(), ids.next()] as const
    const times = { created: BUILT_AT, updated: BUILT_AT }
    await database.write(async (db) => {
      const insertType = db.sql
        .insertInto('block_type')
        .values({ id: type, ...times, name: type, slug: type })
      await db.execute(insertType.compile())
      const insertSchema = db.sql.insertInto('block_schema').values({
        id: schema,
        ...times,
        block_type_id: type,
        checksum: schema,
        capabilities: json([...capabilities]),
      })
      await db.execute(insertSchema.compile())
      const insertBlock = db.sql
        .insertInto('block_document')
        .values({ id: block, ...times, name: block, block_type_id: type, block_schema_id: schema })
      await db.execute(insertBlock.compile())
    })
    return block
  }

  test('is none until one is chosen, and again when the choice is forgotten', async () => {
    const { call } = api()
    const block = await buildBlock(['read-path', 'write-path'])
    const none = { status: 200, body: { default_result_storage_block_id: null } }
    const chosen = { status: 200, body: { default_result_storage_block_id: block } }
    expect(await call('GET', path)).toMatchObject(none)
    expect(await call('PUT', path, chosen.body)).toMatchObject(chosen)
    expect(await call('GET', path)).toMatchObject(chosen)
    expect((await call('DELETE', path)).status).toBe(204)
    expect(await call('GET', path)).toMatchObject(none)
  })

  test('another choice takes the place of the first', async () => {
    const { call } = api()
    const [first, second] = [await buildBlock(['write-path']), await buildBlock(['write-path'])]
    await call('PUT', path, { default_result_storage_block_id: first })
    await call('PUT', path, { default_result_storage_block_id: second })
    expect((await call('GET', path)).body).toEqual({ default_result_storage_block_id: second })
  })

  test('must be a block that can keep results', async () => {
    const { call } = api()
    const block = await buildBlock(['read-path'])
    const missing = '00000000-0000-4000-8000-000000000000'
    expect(await call('PUT', path, { default_result_storage_block_id: missing })).toMatchObject({
      status: 404,
      body: { detail: `Block document ${missing} not found.` },
    })
    expect(await call('PUT', path, { default_result_storage_block_id: block })).toMatchObject({
      status: 422,
      body: { detail: `Block document ${block} cannot be used for result storage.` },
    })
  })
})
