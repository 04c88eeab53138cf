import { countDeployments } from '@reeve/database/queries/deployments/count-deployments'
import { readDeployment, readDeploymentByName } from '@reeve/database/queries/deployments/read-deployment'
import { printDeployments } from '@reeve/database/queries/deployments/read-deployments'
import { deploymentRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { checkWorkQueues } from '../operations/deployments/check-work-queues.ts'
import { createDeployment } from '../operations/deployments/create-deployment.ts'
import {
  createDeploymentRun,
  createDeploymentRuns,
} from '../operations/deployments/create-deployment-runs.ts'
import { deleteDeployment, deleteDeployments } from '../operations/deployments/delete-deployments.ts'
import {
  addSchedules,
  changeSchedule,
  listSchedules,
  removeSchedule,
} from '../operations/deployments/deployment-schedules.ts'
import { pauseDeployment, resumeDeployment } from '../operations/deployments/pause-deployment.ts'
import { pollDeployments } from '../operations/deployments/poll-deployments.ts'
import { scheduleDeployment } from '../operations/deployments/schedule-deployment.ts'
import { updateDeployment } from '../operations/deployments/update-deployment.ts'
import { requireRow } from '../operations/require-row.ts'
import { pageLimit, paginate } from './paging.ts'

/** Deployments, their schedules and runs. */
export const deploymentBindings: readonly BoundRoute[] = [
  bind(routes.createDeployment, (ctx, { body, sent, text }) => createDeployment(ctx, { body, sent, text })),
  bind(routes.readDeployment, async (ctx, { params }) =>
    requireRow(await readDeployment(ctx.database.quick, params.id), 'Deployment not found'),
  ),
  bind(routes.readDeploymentByName, async (ctx, { params }) =>
    requireRow(await readDeploymentByName(ctx.database.quick, params), 'Deployment not found'),
  ),
  bind(routes.updateDeployment, (ctx, { params, body, sent }) =>
    updateDeployment(ctx, { id: params.id, body, sent }),
  ),
  bind(routes.deleteDeployment, (ctx, { params }) => deleteDeployment(ctx, params.id)),
  bind(routes.bulkDeleteDeployments, (ctx, { body }) => deleteDeployments(ctx, body)),
  bind(routes.pauseDeployment, (ctx, { params }) => pauseDeployment(ctx, params.id)),
  bind(routes.resumeDeployment, (ctx, { params }) => resumeDeployment(ctx, params.id)),

  bind(routes.readDeployments, (ctx, { body }) =>
    printDeployments(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.paginateDeployments, (ctx, { body }) =>
    paginate(ctx, body, {
      read: (page) => printDeployments(ctx.database.reader, { ...body, ...page }),
      count: () => countDeployments(ctx.database.reader, body),
    }),
  ),
  bind(routes.countDeployments, (ctx, { body }) => countDeployments(ctx.database.reader, body)),

  bind(routes.createFlowRunFromDeployment, (ctx, { params, body, createdBy, client }) =>
    createDeploymentRun(ctx, params.id, { body, createdBy, client }),
  ),
  bind(routes.bulkCreateFlowRunsFromDeployment, (ctx, { params, body, createdBy, client }) =>
    createDeploymentRuns(ctx, params.id, { body, createdBy, client }),
  ),
  bind(routes.getScheduledFlowRunsForDeployments, (ctx, { body }) =>
    pollDeployments(ctx, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.scheduleDeployment, (ctx, { params, body }) => scheduleDeployment(ctx, params.id, body)),
  bind(routes.workQueueCheckForDeployment, (ctx, { params }) => checkWorkQueues(ctx, params.id)),

  bind(routes.readDeploymentSchedules, (ctx, { params }) => listSchedules(ctx, params.id)),
  bind(routes.createDeploymentSchedules, (ctx, { params, body }) => addSchedules(ctx, params.id, body)),
  bind(routes.updateDeploymentSchedule, (ctx, { params, body }) => changeSchedule(ctx, params, body)),
  bind(routes.deleteDeploymentSchedule, (ctx, { params }) => removeSchedule(ctx, params)),
]
