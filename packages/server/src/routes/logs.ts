import { printLogs } from '@reeve/database/queries/logs/read-logs'
import { flowRunRoutes, logRoutes as routes } from '@reeve/wire'
import { type BoundRoute, bind } from '../http/bind.ts'
import { downloadLogs } from '../operations/flow-runs/download-logs.ts'
import { writeLogs } from '../operations/write-logs.ts'
import { pageLimit } from './paging.ts'

/** Logs. */
export const logBindings: readonly BoundRoute[] = [
  bind(routes.createLogs, (ctx, { body }) => writeLogs(ctx, body)),
  bind(routes.readLogs, (ctx, { body }) =>
    printLogs(ctx.database.reader, { ...body, limit: pageLimit(ctx, body.limit) }),
  ),
  bind(flowRunRoutes.downloadLogs, (ctx, { params }) => downloadLogs(ctx, params.id)),
]
