import { readBlockSchemaRows } from '@reeve/database/queries/block-schemas/read-block-schema-rows'
import { databases } from '@reeve/testkit'
import type { BlockSchema } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { blockBindings, buildKind } from './block-testing.ts'
import { useApi } from './testing.ts'

describe.each(databases)('schemas of blocks on $name', (kind) => {
  const api = useApi(kind, blockBindings)
  const storedFields = async (id: unknown) => {
    const { schemas } = await readBlockSchemaRows(api().ctx.database.quick, [String(id)])
    return schemas[0]?.fields_text
  }
  const count = async () => {
    const { sql } = api().ctx.database.quick
    return (await sql.selectFrom('block_schema').select('id').execute()).length
  }

  test('a checksum tells apart how numbers were written', async () => {
    const { type } = await buildKind(api(), 'numbers')
    const make = (fields: string) =>
      api().call<BlockSchema>(
        'POST',
        '/block_schemas/',
        `{"fields": ${fields}, "block_type_id": "${type.id}"}`,
      )
    const [float, integer, again] = [await make('{"x":5.0}'), await make('{"x":5}'), await make('{"x": 5.0}')]
    expect([float.status, integer.status, again.status]).toEqual([201, 201, 200])
    expect(again.body.id).toBe(float.body.id)
    expect(await storedFields(float.body.id)).toMatch(/^\{"x": ?5\.0\}$/)
  })

  test('numbers that JSON does not know are taken for what they are', async () => {
    const { type } = await buildKind(api(), 'strange')
    const body = `{"fields": {"x": NaN}, "block_type_id": "${type.id}"}`
    expect((await api().call('POST', '/block_schemas/', body)).status).toBe(201)
  })

  test('one that cannot be completed leaves nothing behind', async () => {
    const { type } = await buildKind(api(), 'half')
    const before = await count()
    const reference = (slug: string) => ({ block_type_slug: slug, block_schema_checksum: 'sha256:none' })
    const fields = {
      properties: { a: { $ref: '#/definitions/A' }, b: { $ref: '#/definitions/B' } },
      block_schema_references: { a: reference('half'), b: reference('nobody') },
      definitions: { A: { title: 'A', block_type_slug: 'half' }, B: { title: 'B' } },
    }
    const made = await api().call('POST', '/block_schemas/', { fields, block_type_id: type.id })
    expect(made).toMatchObject({
      status: 409,
      body: {
        detail:
          "Cannot create block schema because block type 'nobody' was not found.Did you forget to register the block type?",
      },
    })
    expect(await count()).toBe(before)
  })

  test('a schema that holds blocks of its own kind can be read', async () => {
    const { type } = await buildKind(api(), 'own')
    const self = {
      title: 'Own',
      block_type_slug: 'own',
      properties: { next: { $ref: '#/definitions/Own' } },
      block_schema_references: { next: { block_type_slug: 'own', block_schema_checksum: 'sha256:own' } },
    }
    const fields = { ...self, definitions: { Own: self } }
    const made = await api().call<BlockSchema>('POST', '/block_schemas/', { fields, block_type_id: type.id })
    expect(made.status).toBe(201)
    const read = await api().call<BlockSchema>('GET', `/block_schemas/${made.body.id}`)
    expect(read.body.fields).toMatchObject({
      title: 'Own',
      block_schema_references: { next: { block_type_slug: 'own' } },
    })
  })
})
