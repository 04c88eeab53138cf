import { countFlows } from '@reeve/database/queries/flows/count-flows'
import { readFlow, readFlowByName } from '@reeve/database/queries/flows/read-flow'
import { readFlows } from '@reeve/database/queries/flows/read-flows'
import { flowRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { createFlow } from '../operations/flows/create-flow.ts'
import { deleteFlow, deleteFlows } from '../operations/flows/delete-flows.ts'
import { updateFlow } from '../operations/flows/update-flow.ts'
import { pickSent } from '../operations/pick-sent.ts'
import { requireRow } from '../operations/require-row.ts'
import { pageLimit, paginate } from './paging.ts'

/** Flows. */
export const flowBindings: readonly BoundRoute[] = [
  bind(routes.createFlow, (ctx, { body }) => createFlow(ctx, body)),
  bind(routes.readFlow, async (ctx, { params }) =>
    requireRow(await readFlow(ctx.database.quick, params.id), 'Flow not found'),
  ),
  bind(routes.readFlowByName, async (ctx, { params }) =>
    requireRow(await readFlowByName(ctx.database.quick, params.name), 'Flow not found'),
  ),
  bind(routes.updateFlow, (ctx, { params, body, sent }) => updateFlow(ctx, params.id, pickSent(body, sent))),
  bind(routes.deleteFlow, (ctx, { params }) => deleteFlow(ctx, params.id)),
  bind(routes.bulkDeleteFlows, (ctx, { body }) => deleteFlows(ctx, body)),

  bind(routes.readFlows, (ctx, { body }) =>
    readFlows(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(routes.paginateFlows, (ctx, { body }) =>
    paginate(ctx, body, {
      read: (page) => readFlows(ctx.database.reader, { ...body, ...page }),
      count: () => countFlows(ctx.database.reader, body),
    }),
  ),
  bind(routes.countFlows, (ctx, { body }) => countFlows(ctx.database.reader, body)),
]
