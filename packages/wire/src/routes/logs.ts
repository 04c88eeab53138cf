import type { Static } from 'typebox'
import { LogFilter, LogSort } from '../filters/logs.ts'
import { Log, LogCreate } from '../resources/logs.ts'
import { route } from '../route.ts'
import { Anything, Default, Limit, Maybe, Offset, Sequence } from '../schema.ts'
import Type from '../type.ts'

export const ReadLogsBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
  logs: Maybe(LogFilter),
  sort: Default(LogSort, 'TIMESTAMP_ASC'),
})
export type ReadLogsBody = Static<typeof ReadLogsBody>

export const logRoutes = {
  createLogs: route({
    name: 'create_logs',
    method: 'POST',
    path: '/logs/',
    tags: ['Logs'],
    summary: 'Store log lines',
    body: Sequence(LogCreate),
    success: 201,
    response: Anything(),
  }),

  readLogs: route({
    name: 'read_logs',
    method: 'POST',
    path: '/logs/filter',
    tags: ['Logs'],
    summary: 'Find log lines',
    body: ReadLogsBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(Log),
  }),
}
