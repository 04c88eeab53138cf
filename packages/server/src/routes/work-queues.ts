import { readWorkQueues } from '@reeve/database/queries/work-queues/read-work-queues'
import { workQueueRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { readQueueConcurrency } from '../operations/deployments/concurrency-status.ts'
import { pickSent } from '../operations/pick-sent.ts'
import {
  createAgentQueue,
  deleteAgentQueue,
  readAgentQueue,
  readAgentQueueByName,
  updateAgentQueue,
} from '../operations/work-pools/agent-queues.ts'
import { pollWorkQueue, readWorkQueueStatus } from '../operations/work-pools/poll-work-queue.ts'
import { pageLimit } from './paging.ts'

/** Work queues by themselves, as agents know them. */
export const workQueueBindings: readonly BoundRoute[] = [
  bind(routes.createWorkQueue, (ctx, { body }) => createAgentQueue(ctx, body)),
  bind(routes.readWorkQueue, (ctx, { params }) => readAgentQueue(ctx, params.id)),
  bind(routes.readWorkQueueByName, (ctx, { params }) => readAgentQueueByName(ctx, params.name)),
  bind(routes.readWorkQueues, (ctx, { body }) =>
    readWorkQueues(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.updateWorkQueue, (ctx, { params, body, sent }) =>
    updateAgentQueue(ctx, params.id, pickSent(body, sent)),
  ),
  bind(routes.deleteWorkQueue, (ctx, { params }) => deleteAgentQueue(ctx, params.id)),

  bind(routes.readWorkQueueRuns, (ctx, { params, body, isFromUi }) =>
    pollWorkQueue(ctx, params.id, { ...body, limit: pageLimit(ctx, body.limit), isFromUi }),
  ),
  bind(routes.readWorkQueueStatus, (ctx, { params }) => readWorkQueueStatus(ctx, params.id)),
  bind(routes.readWorkQueueConcurrencyStatus, (ctx, { params, body }) =>
    readQueueConcurrency(ctx, params.id, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
]
