import { databases, skipWhereMissing } from '@reeve/testkit'
import type { BlockSchema } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { registerBlocks } from '../operations/blocks/register-blocks.ts'
import { addBlock, blockRef, buildKind, useReplicas } from './block-testing.ts'
import type { Api } from './testing.ts'

const CLIENTS = 12
const ROUNDS = 5

describe.each(databases)('many who save blocks at once on $name', (kind) => {
  skipWhereMissing(kind)
  const replicas = useReplicas(kind)
  const replica = (client: number) => replicas()[client % replicas().length] as Api
  const all = <T>(act: (client: number) => Promise<T>) =>
    Promise.all(Array.from({ length: CLIENTS }, (_, client) => act(client)))

  test('make one key, with which all of it can be read', async () => {
    const kindOfBlock = await buildKind(replica(0), 'key')
    const made = await all((client) =>
      addBlock(replica(client), kindOfBlock, { name: `b${client}`, data: { n: client } }),
    )
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201))
    const read = await replica(0).call<unknown[]>('GET', '/block_types/slug/key/block_documents')
    expect(read.body).toHaveLength(CLIENTS)
    const { sql } = replica(0).ctx.database.quick
    expect(await sql.selectFrom('configuration').select('key').execute()).toEqual([{ key: 'ENCRYPTION_KEY' }])
  })

  test('make one schema of the same fields', async () => {
    const { type } = await buildKind(replica(0), 'schema')
    const body = { fields: { title: 'Same' }, block_type_id: type.id, version: 'same' }
    const made = await all((client) => replica(client).call<BlockSchema>('POST', '/block_schemas/', body))
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(made.map(({ body: schema }) => schema.id)).size).toBe(1)
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([200, 201]))
  })

  test('take a name once', async () => {
    const kindOfBlock = await buildKind(replica(0), 'name')
    const made = await all((client) => addBlock(replica(client), kindOfBlock, { name: 'one', data: {} }))
    expect(made.map(({ status }) => status).sort()).toEqual([201, ...Array(CLIENTS - 1).fill(409)])
  })

  test('never close a circle', async () => {
    const kindOfBlock = await buildKind(replica(0), 'circle')
    for (let round = 0; round < ROUNDS; round++) {
      const blocks = await all((client) =>
        addBlock(replica(client), kindOfBlock, { name: `c-${round}-${client}`, data: {} }),
      )
      const ids = blocks.map(({ body }) => body.id as string)
      const closed = await all((client) =>
        replica(client).call('PATCH', `/block_documents/${ids[client]}`, {
          data: { next: blockRef(ids[(client + 1) % CLIENTS]) },
        }),
      )
      expect(closed.map(({ status }) => status).sort()).toEqual([...Array(CLIENTS - 1).fill(204), 400])
      const read = await all((client) => replica(client).call('GET', `/block_documents/${ids[client]}`))
      expect(read.map(({ status }) => status)).toEqual(read.map(() => 200))
    }
  })

  test('register the same types when they start together', async () => {
    await Promise.all([...replicas(), ...replicas()].map(({ ctx }) => registerBlocks(ctx)))
    const types = await replica(0).call<unknown[]>('POST', '/block_types/filter', {
      block_types: { slug: { any_: ['secret', 'webhook', 's3-bucket', 'aws-credentials'] } },
    })
    expect(types.body).toHaveLength(4)
    const { sql } = replica(0).ctx.database.quick
    const references = await sql.selectFrom('block_schema_reference').select(['name']).execute()
    expect(references).toHaveLength(26)
  })
})
