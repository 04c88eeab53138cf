import {
  compilePrinter,
  DeploymentResponse,
  FlowRunResponse,
  type Instant,
  JsonText,
  Log,
  TaskRun,
} from '@reeve/wire'
import type { TSchema } from 'typebox'
import { type DeploymentRow, toDeployments } from './deployment.ts'
import { type FlowRunRow, toFlowRun } from './flow-run.ts'
import { type TaskRunRow, toTaskRun } from './task-run.ts'

/** Which list to print; estimates go up to `now`. Plain data, as a thread may be told of it. */
export type Printing =
  | { readonly list: 'deployments' | 'logs' }
  | { readonly list: 'flow_runs' | 'task_runs'; readonly now: Instant }

/** The text of an answer that lists what decoded rows hold. [L8, L11] */
export function printRows(rows: readonly unknown[], printing: Printing): JsonText {
  const { item, items } = itemsOf(rows, printing)
  return new JsonText(JSON.stringify(items.map(compilePrinter(item))))
}

function itemsOf(rows: readonly unknown[], printing: Printing): { item: TSchema; items: unknown[] } {
  switch (printing.list) {
    case 'deployments':
      return { item: DeploymentResponse, items: toDeployments(rows as DeploymentRow[]) }
    case 'flow_runs':
      return { item: FlowRunResponse, items: rows.map((row) => toFlowRun(row as FlowRunRow, printing.now)) }
    case 'logs':
      return { item: Log, items: [...rows] }
    case 'task_runs':
      return { item: TaskRun, items: rows.map((row) => toTaskRun(row as TaskRunRow, printing.now)) }
  }
}
