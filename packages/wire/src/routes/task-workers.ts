import type { Static } from 'typebox'
import { TaskWorkerFilter } from '../filters/workers.ts'
import { TaskWorkerResponse } from '../resources/workers.ts'
import { route } from '../route.ts'
import { Maybe } from '../schema.ts'
import Type from '../type.ts'

export const ReadTaskWorkersBody = Type.Object({
  task_worker_filter: Maybe(TaskWorkerFilter),
})
export type ReadTaskWorkersBody = Static<typeof ReadTaskWorkersBody>

export const taskWorkerRoutes = {
  readTaskWorkers: route({
    name: 'read_task_workers',
    method: 'POST',
    path: '/task_workers/filter',
    tags: ['Task Workers'],
    summary: 'List the processes that serve background tasks',
    body: ReadTaskWorkersBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(TaskWorkerResponse),
  }),
}
