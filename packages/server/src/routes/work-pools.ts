import { CLIENT_WITHOUT_RESULT_STORAGE, type Client, isClientAtMost } from '@reeve/core/transitions'
import { countWorkPools } from '@reeve/database/queries/work-pools/count-work-pools'
import { readWorkPool } from '@reeve/database/queries/work-pools/read-work-pool'
import { readWorkPools } from '@reeve/database/queries/work-pools/read-work-pools'
import { readWorkPoolQueues } from '@reeve/database/queries/work-queues/read-work-pool-queues'
import { readWorkPoolQueue } from '@reeve/database/queries/work-queues/read-work-queue'
import { OlderWorkPoolResponse, OlderWorkPoolResponses, workPoolRoutes as routes } from '@reeve/wire'
import { Answer, type BoundRoute, bind, ShapedAnswer } from '../http/bind.ts'
import { readPoolConcurrency } from '../operations/deployments/concurrency-status.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { requireRow } from '../operations/require-row.ts'
import { createWorkPool } from '../operations/work-pools/create-work-pool.ts'
import { createWorkQueue } from '../operations/work-pools/create-work-queue.ts'
import { deleteWorkPool } from '../operations/work-pools/delete-work-pool.ts'
import { deleteWorkQueue } from '../operations/work-pools/delete-work-queue.ts'
import { missingPool, missingQueue } from '../operations/work-pools/missing-work.ts'
import { pollWorkPool } from '../operations/work-pools/poll-work-pool.ts'
import { deleteWorker, readWorkers, requirePoolId } from '../operations/work-pools/read-workers.ts'
import { updateWorkPool } from '../operations/work-pools/update-work-pool.ts'
import { updateWorkQueue } from '../operations/work-pools/update-work-queue.ts'
import { workerHeartbeat } from '../operations/work-pools/worker-heartbeat.ts'
import { pageLimit } from './paging.ts'

/** Pools as a client can read them: those up to a release do not know all of their fields. [E42] */
const forClient = (client: Client, older: ShapedAnswer): Answer =>
  isClientAtMost(client, CLIENT_WITHOUT_RESULT_STORAGE) ? older : new Answer(older.status, older.body)

/** Work pools, their queues and workers. */
export const workPoolBindings: readonly BoundRoute[] = [
  bind(routes.createWorkPool, async (ctx, { body, client }) =>
    forClient(client, new ShapedAnswer(201, await createWorkPool(ctx, body), OlderWorkPoolResponse)),
  ),
  bind(routes.readWorkPool, async (ctx, { params, client }) => {
    const pool = await readWorkPool(ctx.database.quick, params.name)
    const found = requireRow(pool, missingPool(params.name).message)
    return forClient(client, new ShapedAnswer(200, found, OlderWorkPoolResponse))
  }),
  bind(routes.readWorkPools, async (ctx, { body, client }) => {
    const pools = await readWorkPools(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) })
    return forClient(client, new ShapedAnswer(200, pools, OlderWorkPoolResponses))
  }),
  bind(routes.countWorkPools, (ctx, { body }) => countWorkPools(ctx.database.reader, body)),
  bind(routes.updateWorkPool, (ctx, { params, body, sent }) =>
    updateWorkPool(ctx, params.name, pickSent(body, sent)),
  ),
  bind(routes.deleteWorkPool, (ctx, { params }) => deleteWorkPool(ctx, params.name)),

  bind(routes.getScheduledFlowRuns, (ctx, { params, body }) =>
    pollWorkPool(ctx, params.name, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),

  bind(routes.readWorkPoolConcurrencyStatus, (ctx, { params, body }) =>
    readPoolConcurrency(ctx, params.name, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),

  bind(routes.createWorkQueue, (ctx, { params, body }) => createWorkQueue(ctx, params.work_pool_name, body)),
  bind(routes.readWorkQueue, async (ctx, { params: { work_pool_name, name } }) =>
    requireRow(
      await readWorkPoolQueue(ctx.database.quick, work_pool_name, name),
      missingQueue(work_pool_name, name).message,
    ),
  ),
  bind(routes.readWorkQueues, async (ctx, { params, body }) =>
    readWorkPoolQueues(ctx.database.reader, {
      ...body,
      limit: pageLimit(ctx, body.limit),
      workPoolId: await requirePoolId(ctx, params.work_pool_name),
    }),
  ),
  bind(routes.updateWorkQueue, (ctx, { params, body, sent }) =>
    updateWorkQueue(ctx, params, pickSent(body, sent)),
  ),
  bind(routes.deleteWorkQueue, (ctx, { params }) => deleteWorkQueue(ctx, params)),

  bind(routes.workerHeartbeat, (ctx, { params, body }) => workerHeartbeat(ctx, params.work_pool_name, body)),
  bind(routes.readWorkers, (ctx, { params, body }) =>
    readWorkers(ctx, params.work_pool_name, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.deleteWorker, (ctx, { params }) => deleteWorker(ctx, params)),
]
