import { taskWorkerRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { taskWorkersOf } from '../task-workers/task-workers.ts'

/** Task workers that are connected now. [J25] */
export const taskWorkerBindings: readonly BoundRoute[] = [
  bind(routes.readTaskWorkers, (ctx, { body }) =>
    taskWorkersOf(ctx).list(body.task_worker_filter?.task_keys ?? [], ctx.clock.now()),
  ),
]
