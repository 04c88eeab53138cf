import { databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { addBlock, blockBindings, blockRef, buildKind } from './block-testing.ts'
import { deploymentBindings } from './deployments.ts'
import { flowRunBindings } from './flow-runs.ts'
import { flowBindings } from './flows.ts'
import { useApi } from './testing.ts'
import { workPoolBindings } from './work-pools.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'

describe.each(databases)('blocks in the defaults of job variables on $name', (kind) => {
  const api = useApi(kind, [
    ...blockBindings,
    ...flowBindings,
    ...flowRunBindings,
    ...deploymentBindings,
    ...workPoolBindings,
  ])

  /** A pool whose variable `account` is a block by default; an account must have a user. */
  const makePool = (name: string, id: unknown) =>
    api().call('POST', '/work_pools/', {
      name,
      type: 'process',
      base_job_template: {
        job_configuration: { image: '{{ image }}' },
        variables: {
          type: 'object',
          required: ['image'],
          properties: {
            account: {
              type: 'object',
              properties: { user: { type: 'string' } },
              required: ['user'],
              default: blockRef(id),
            },
            image: { type: 'string' },
          },
        },
      },
    })

  const makeBlock = async (name: string, data: object) => {
    const kindOfBlock = await buildKind(api(), name, { secret_fields: ['password'] })
    return (await addBlock(api(), kindOfBlock, { name, data })).body.id
  }

  /** A run of a new deployment with these job variables. */
  const run = async (pool: string, job_variables: object) => {
    const flow = await api().call<{ id: string }>('POST', '/flows/', { name: pool })
    const body = { name: pool, flow_id: flow.body.id, work_pool_name: pool }
    const deployment = await api().call<{ id: string }>('POST', '/deployments/', body)
    return api().call('POST', `/deployments/${deployment.body.id}/create_flow_run`, { job_variables })
  }

  test('stand there with what they hold', async () => {
    expect(await makePool('fits', await makeBlock('fits', { user: 'me', password: 'x' }))).toMatchObject({
      status: 201,
    })
    expect(await run('fits', { image: 'x' })).toMatchObject({ status: 201 })
    expect(await run('fits', {})).toMatchObject({
      status: 422,
      body: {
        detail: "Error creating flow run: Validation failed. Failure reason: 'image' is a required property",
      },
    })
  })

  test('must fit where they stand', async () => {
    expect(await makePool('misfit', await makeBlock('misfit', { user: 5 }))).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('Validation failed for work pool') },
    })
  })

  test('must be there', async () => {
    const missing = { status: 404, body: { detail: 'Block not found.' } }
    expect(await makePool('nobody', MISSING)).toMatchObject(missing)
    expect(await makePool('nothing', 'x')).toMatchObject(missing)
    const id = await makeBlock('gone', { user: 'me' })
    await makePool('gone', id)
    await api().call('DELETE', `/block_documents/${id}`)
    expect(await run('gone', { image: 'x' })).toMatchObject(missing)
  })
})
