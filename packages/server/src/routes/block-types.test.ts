import { databases } from '@reeve/testkit'
import type { BlockSchema, BlockType } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { registerBlocks } from '../operations/blocks/register-blocks.ts'
import { addBlock, blockBindings, buildKind } from './block-testing.ts'
import { type Api, useApi } from './testing.ts'

describe.each(databases)('types of blocks that come with the server on $name', (kind) => {
  const api = useApi(kind, blockBindings)
  const read = (slug: string) => api().call<BlockType>('GET', `/block_types/slug/${slug}`)
  const schemasOf = async (type: BlockType) =>
    (
      await api().call<BlockSchema[]>('POST', '/block_schemas/filter', {
        block_schemas: { block_type_id: { any_: [type.id] } },
      })
    ).body

  test('only those that a system needs are installed on request, with events the first time', async () => {
    expect(await api().call('POST', '/block_types/install_system_block_types')).toMatchObject({
      status: 200,
      body: null,
    })
    await api().call('POST', '/block_types/install_system_block_types')
    const types = await api().call<BlockType[]>('POST', '/block_types/filter')
    expect(types.body.map(({ slug, is_protected }) => [slug, is_protected])).toEqual([
      ['local-file-system', true],
      ['secret', true],
      ['webhook', true],
    ])
    expect((await api().events()).map(({ event }) => event)).toEqual(
      Array(3).fill('prefect.block-type.created'),
    )
  })

  test('all are registered with their schemas, once, without events', async () => {
    const before = await api().events()
    await registerBlocks(api().ctx)
    const types = await api().call<BlockType[]>('POST', '/block_types/filter')
    expect(types.body).toHaveLength(54)
    const [schema] = await schemasOf((await read('gcs-bucket')).body)
    expect(schema?.fields).toMatchObject({
      title: 'GcsBucket',
      block_schema_references: { gcp_credentials: { block_type_slug: 'gcp-credentials' } },
      definitions: { GcpCredentials: { block_type_slug: 'gcp-credentials' } },
    })
    expect(await api().events()).toEqual(before)
  })

  test('one that was deleted does not come back with the next start', async () => {
    const { body } = await read('slack-webhook')
    await api().call('DELETE', `/block_types/${body.id}`)
    await registerBlocks(api().ctx)
    expect((await read('slack-webhook')).status).toBe(404)
  })

  test('without that memory every start puts right what was deleted or changed', async () => {
    const { body } = await read('webhook')
    await api().call('PATCH', `/block_types/${body.id}`, { description: 'mine' })
    const { ctx } = api()
    const settings = { ...ctx.settings, 'server.memoize_block_auto_registration': false }
    await registerBlocks({ ...ctx, settings })
    expect((await read('slack-webhook')).status).toBe(200)
    expect((await read('webhook')).body.description).toBe(body.description)
  })
})

describe.each(databases)('events of block types on $name', (kind) => {
  const api = useApi(kind, blockBindings)

  test('each change is noted, one that changes nothing is not', async () => {
    const { type } = await buildKind(api() as Api, 'told')
    const same = { logo_url: null, documentation_url: null, description: null, code_example: null }
    await api().call('PATCH', `/block_types/${type.id}`, same)
    await api().call('PATCH', `/block_types/${type.id}`, { description: 'new' })
    await api().call('DELETE', `/block_types/${type.id}`)
    expect((await api().events()).map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.block-type.created', { name: 'told', slug: 'told', ...same, is_protected: false }],
      [
        'prefect.block-type.updated',
        { name: 'told', slug: 'told', ...same, description: 'new', is_protected: false },
      ],
      [
        'prefect.block-type.deleted',
        { name: 'told', slug: 'told', ...same, description: 'new', is_protected: false },
      ],
    ])
  })

  test('whatever went with a type is not kept results in any more', async () => {
    const { type, schema } = await buildKind(api(), 'gone')
    const { body: block } = await addBlock(api(), { type, schema }, { name: 'b', data: {} })
    await api().call('PUT', '/admin/storage', { default_result_storage_block_id: block.id })
    await api().call('DELETE', `/block_schemas/${schema.id}`)
    expect((await api().call('GET', '/admin/storage')).body).toEqual({
      default_result_storage_block_id: null,
    })
    expect((await api().call('GET', `/block_documents/${block.id}`)).status).toBe(404)
  })
})
