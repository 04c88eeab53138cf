import { Readable } from 'node:stream'
import { readFlowRunName } from '@reeve/database/queries/flow-runs/read-flow-run-name'
import {
  type FlowRunLog,
  type LogPosition,
  readFlowRunLogs,
} from '@reeve/database/queries/logs/read-flow-run-logs'
import type { Context } from '../../context.ts'
import { Answer } from '../../http/bind.ts'
import { NotFound } from '../../http/errors.ts'

/** Rows that are held in memory at a time. */
const PAGE_ROWS = 1000

const HEADER = 'timestamp,level,flow_run_id,task_run_id,message\r\n'

/** All logs of a flow run as CSV, oldest first, read page by page while they are sent. Throws NotFound. [C16] */
export async function downloadLogs(ctx: Context, flowRunId: string): Promise<Answer> {
  const name = await readFlowRunName(ctx.database.quick, flowRunId)
  if (name === undefined) throw new NotFound('Flow run')
  const filename = encodeRfc3986(`${name}-logs.csv`)
  return new Answer(200, Readable.from(pages(ctx, flowRunId)), {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="flow-run-logs.csv"; filename*=UTF-8''${filename}`,
  })
}

async function* pages(ctx: Context, flowRunId: string): AsyncGenerator<string> {
  yield HEADER
  let after: LogPosition
  do {
    const logs = await readFlowRunLogs(ctx.database.reader, { flowRunId, after, limit: PAGE_ROWS })
    after = logs.length === PAGE_ROWS ? logs.at(-1) : undefined
    if (logs.length > 0) yield logs.map(toLine).join('')
  } while (after)
}

const toLine = ({ timestamp, level, flow_run_id, task_run_id, message }: FlowRunLog): string =>
  `${printForPython(timestamp)},${level},${flow_run_id ?? ''},${task_run_id ?? ''},${quote(message)}\r\n`

/** `2026-01-01 00:00:00+00:00`, with microseconds unless they are zero. */
const printForPython = (timestamp: string): string => `${timestamp.replace(/\.000000$/, '')}+00:00`

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Everything but letters, digits and `_.-~` as `%XX`. */
const encodeRfc3986 = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
