import { databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { collectionBindings } from './collections.ts'
import { useApi } from './testing.ts'

// What integrations there are has nothing to do with the database, so one kind will do.
const [kind] = databases
if (!kind) throw new Error('There is no kind of database')

describe('GET /collections/views', () => {
  const api = useApi(kind, collectionBindings)
  const read = (view: string) => api().call<Record<string, object>>('GET', `/collections/views/${view}`)

  test('knows the types of workers', async () => {
    const { status, body } = await read('aggregate-worker-metadata')
    expect(status).toBe(200)
    expect(Object.values(body).flatMap(Object.keys)).toEqual(
      expect.arrayContaining(['process', 'docker', 'kubernetes', 'ecs']),
    )
    expect(body.prefect).toMatchObject({
      process: {
        type: 'process',
        default_base_job_configuration: { job_configuration: { command: '{{ command }}' } },
      },
    })
    expect(body.prefect).not.toHaveProperty('prefect-agent')
  })

  test.each([
    ['demo-flows', 'Requested content missing for view demo-flows'],
    ['nope', 'View nope not found in registry'],
    ['constructor', 'View constructor not found in registry'],
  ])('has no view %s', async (view, detail) => {
    expect(await read(view)).toMatchObject({ status: 404, body: { detail } })
  })
})
