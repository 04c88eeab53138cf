import { databases } from '@reeve/testkit'
import { describe, expect, test } from 'vitest'
import { taskWorkersOf } from '../task-workers/task-workers.ts'
import { taskWorkerBindings } from './task-workers.ts'
import { refusal, useApi } from './testing.ts'

describe.each(databases)('task workers on $name', (kind) => {
  const api = useApi(kind, taskWorkerBindings)
  const filter = (body?: unknown) => api().call('POST', '/task_workers/filter', body)

  test('are listed while they are connected, all or those that serve one of some tasks', async () => {
    const workers = taskWorkersOf(api().ctx)
    const forget = [
      workers.connect({ clientId: 'one', taskKeys: ['a', 'b'] }),
      workers.connect({ clientId: 'two', taskKeys: ['c'] }),
    ]
    const timestamp = '2026-01-01T00:00:00Z'
    const [one, two] = [
      { identifier: 'one', task_keys: ['a', 'b'], timestamp },
      { identifier: 'two', task_keys: ['c'], timestamp },
    ]
    expect(await filter()).toMatchObject({ status: 200, body: [one, two] })
    expect((await filter({})).body).toEqual([one, two])
    expect((await filter({ task_worker_filter: { task_keys: ['b', 'x'] } })).body).toEqual([one])
    expect((await filter({ task_worker_filter: { task_keys: ['x'] } })).body).toEqual([])
    for (const leave of forget) leave()
    expect((await filter({})).body).toEqual([])
  })

  test('a filter without task keys is refused', async () => {
    expect(await filter({ task_worker_filter: {} })).toMatchObject(
      refusal('missing', ['body', 'task_worker_filter', 'task_keys']),
    )
  })
})
