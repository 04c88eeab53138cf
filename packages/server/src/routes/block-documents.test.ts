import { databases } from '@reeve/testkit'
import type { BlockDocument, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { newFernetKey, openFernet } from '../encryption/fernet.ts'
import { addBlock, blockBindings, blockRef, buildKind } from './block-testing.ts'
import { openApi, useApi } from './testing.ts'

const SECRET = { title: 'S', secret_fields: ['password'] }
const PLAIN = 'a very secret text'

describe.each(databases)('blocks on $name', (kind) => {
  const api = useApi(kind, blockBindings)
  const read = (id: unknown) =>
    api().call<BlockDocument>('GET', `/block_documents/${id}?include_secrets=true`)
  const stored = async (id: unknown) => {
    const [row] = await api()
      .ctx.database.quick.sql.selectFrom('block_document')
      .select('data')
      .where('id', '=', String(id))
      .execute()
    return String(row?.data)
  }

  test('what they hold cannot be read without the key', async () => {
    const kindOfBlock = await buildKind(api(), 'rest', SECRET)
    const made = await addBlock(api(), kindOfBlock, { name: 'b', data: { password: PLAIN, user: 'me' } })
    expect(made.body.data).toEqual({ password: '********', user: 'me' })
    const token = await stored(made.body.id)
    expect(token).toMatch(/^gAAAAA/)
    expect(token).not.toContain(PLAIN)
    const [configuration] = await api()
      .ctx.database.quick.sql.selectFrom('configuration')
      .select('value')
      .where('key', '=', 'ENCRYPTION_KEY')
      .execute()
    const { fernet_key } = (configuration?.value ?? {}) as { fernet_key: string }
    expect(JSON.parse(openFernet(fernet_key)?.decrypt(token) ?? '')).toEqual({ password: PLAIN, user: 'me' })
  })

  test('the key may come from the settings; with another one nothing can be read', async () => {
    const kindOfBlock = await buildKind(api(), 'settings', SECRET)
    const { database } = api().ctx
    const own = await openApi(database, blockBindings, { 'reeve.encryption_key': newFernetKey() })
    const { body } = await addBlock(own, kindOfBlock, { name: 'b', data: { password: PLAIN } })
    expect(
      (await own.call<BlockDocument>('GET', `/block_documents/${body.id}?include_secrets=true`)).body.data,
    ).toEqual({ password: PLAIN })
    expect(await read(body.id)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('PREFECT_SERVER_ENCRYPTION_KEY') },
    })
    expect((await api().call('DELETE', `/block_documents/${body.id}`)).status).toBe(204)
    await own.close()
  })

  test('one that cannot be completed leaves nothing behind', async () => {
    const kindOfBlock = await buildKind(api(), 'half')
    const missing = blockRef('00000000-0000-4000-8000-000000000000')
    const made = await addBlock(api(), kindOfBlock, { name: 'b', data: { x: 1, missing } })
    expect(made.status).toBe(409)
    expect((await api().call('GET', '/block_types/slug/half/block_documents')).body).toEqual([])
    const { body } = await addBlock(api(), kindOfBlock, { name: 'b', data: { x: 1 } })
    const changed = await api().call('PATCH', `/block_documents/${body.id}`, { data: { x: 2, missing } })
    expect(changed.status).toBe(409)
    expect((await read(body.id)).body.data).toEqual({ x: 1 })
  })

  test('those that hold others without end in number are refused', async () => {
    const kindOfBlock = await buildKind(api(), 'many')
    const twice = async (n: number, id: unknown) =>
      addBlock(api(), kindOfBlock, { name: `n-${n}`, data: { left: blockRef(id), right: blockRef(id) } })
    let last = await addBlock(api(), kindOfBlock, { name: 'n', data: {} })
    for (let n = 1; last.status === 201 && n < 30; n++) last = await twice(n, last.body.id)
    expect(last.status).toBe(400)
  })
})

describe.each(databases)('events of blocks on $name', (kind) => {
  const api = useApi(kind, blockBindings)

  test('each change is noted without secrets, nothing of those without a name', async () => {
    const kindOfBlock = await buildKind(api(), 'told', SECRET)
    const inner = await addBlock(api(), kindOfBlock, { name: 'inner', data: { user: 'i' } })
    const data = { password: PLAIN, user: 'me', number: 1, child: blockRef(inner.body.id) }
    const { body: block } = await addBlock(api(), kindOfBlock, { name: 'told', data })
    await addBlock(api(), kindOfBlock, { is_anonymous: true, data: {} })
    await api().call('PATCH', `/block_documents/${block.id}`, { data: { user: 'you' } })
    await api().call('DELETE', `/block_documents/${block.id}`)
    const events = (await api().events()).filter(({ resource }) =>
      String((resource as JsonObject)['prefect.resource.id']).endsWith(String(block.id)),
    )
    const { type, schema } = kindOfBlock
    const payload = (user: string) => ({
      name: 'told',
      data: { user },
      block_schema: { capabilities: ['write-path'], block_type: { id: type.id, name: 'told' } },
    })
    expect(events.map((event) => [event.event, event.payload])).toEqual([
      ['prefect.block-document.created', payload('me')],
      ['prefect.block-document.updated', payload('you')],
      ['prefect.block-document.deleted', payload('you')],
    ])
    expect(events[0]?.related).toEqual([
      {
        'prefect.resource.id': `prefect.block-type.${type.id}`,
        'prefect.resource.role': 'block-type',
        'prefect.resource.name': 'told',
      },
      {
        'prefect.resource.id': `prefect.block-schema.${schema.id}`,
        'prefect.resource.role': 'block-schema',
      },
    ])
    expect(JSON.stringify(await api().events())).not.toContain(PLAIN)
  })
})
