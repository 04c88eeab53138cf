import { json } from '@reeve/database'
import { buildDeployment, buildWorkPool, buildWorkQueue, databases } from '@reeve/testkit'
import type { WorkQueue } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { deploymentBindings } from '../../routes/deployments.ts'
import { useApi } from '../../routes/testing.ts'

describe.each(databases)('the queues that would serve a deployment on $name', (kind) => {
  const api = useApi(kind, deploymentBindings)
  let tagged: string

  beforeAll(async () => {
    if (kind.missing !== undefined) return
    const { database } = api().ctx
    tagged = (await buildDeployment(database, { tags: json(['gpu', 'eu']) })).id
    const pool = await buildWorkPool(database, { name: 'p' })
    const filters = {
      both: { tags: ['gpu', 'eu'], deployment_ids: null },
      other: { tags: ['gpu', 'us'], deployment_ids: null },
      anything: { tags: [], deployment_ids: [] },
      'by id': { tags: null, deployment_ids: [tagged] },
      'by another id': { tags: ['gpu'], deployment_ids: [pool.id] },
    }
    for (const [name, filter] of Object.entries(filters)) {
      await buildWorkQueue(database, { work_pool_id: pool.id, name, filter: json(filter) })
    }
  })

  const queuesFor = async (id: string) => {
    const { body } = await api().call<WorkQueue[]>('GET', `/deployments/${id}/work_queue_check`)
    return body.map(({ name }) => name)
  }

  test('are those whose filter lets it through, and those without one', async () => {
    expect(await queuesFor(tagged)).toEqual(['anything', 'both', 'by id', 'default'])
  })

  test('ask nothing of a deployment where they name neither tags nor deployments', async () => {
    const { id } = await buildDeployment(api().ctx.database)
    expect(await queuesFor(id)).toEqual(['anything', 'default'])
  })
})
