import { flowRunGraph, type GraphTaskRun, GraphTooLarge, taskRunDependencies } from '@reeve/core/graph'
import {
  type GraphTaskRunRow,
  readGraphArtifacts,
  readGraphRun,
  readGraphStates,
  readGraphTaskRuns,
} from '@reeve/database/queries/flow-run-graph/read-graph-rows'
import { readTaskRuns } from '@reeve/database/queries/task-runs/read-task-runs'
import type { DependencyResult, Graph, Instant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { MissingObject, Refused } from '../../http/errors.ts'

/** The older form of the graph is for small runs; larger ones are cut. */
const MAX_DEPENDENCIES = 10_000

/** The graph of a run: its task runs and subflows, what feeds what, artifacts and states. [I1-I8] */
export async function readFlowRunGraph(ctx: Context, id: string, since: Instant): Promise<Graph> {
  const db = ctx.database.reader
  const maxNodes = ctx.settings['server.flow_run_graph.max_nodes']
  const maxArtifacts = ctx.settings['server.flow_run_graph.max_artifacts']
  const flowRun = await readGraphRun(ctx.database.quick, id)
  if (!flowRun) throw new MissingObject(`Flow run ${id} not found`)
  const [taskRuns, artifacts, states] = await Promise.all([
    readGraphTaskRuns(db, id, maxNodes + 1),
    readGraphArtifacts(db, id, maxArtifacts),
    readGraphStates(db, id),
  ])
  try {
    return flowRunGraph(
      {
        flowRun,
        taskRuns: taskRuns.map(toGraphTaskRun),
        artifacts: artifacts.map(({ latest_id, ...artifact }) => ({
          ...artifact,
          is_latest_in_collection: latest_id === artifact.id,
        })),
        states,
      },
      { since, maxNodes },
    )
  } catch (error) {
    if (error instanceof GraphTooLarge) throw new Refused(400, error.message)
    throw error
  }
}

function toGraphTaskRun(row: GraphTaskRunRow): GraphTaskRun {
  const { id, name, state_type, start_time, expected_start_time, end_time, task_inputs } = row
  return {
    ...{ id, name, state_type, start_time, expected_start_time, end_time, task_inputs },
    subflow:
      row.subflow_id === null
        ? null
        : {
            id: row.subflow_id,
            name: row.subflow_name ?? '',
            flow_name: row.subflow_flow_name ?? '',
            state_type: row.subflow_state_type,
            start_time: row.subflow_start_time,
            expected_start_time: row.subflow_expected_start_time,
            end_time: row.subflow_end_time,
          },
  }
}

/** The older form of the graph: each task run with those that its inputs come from. [C17] */
export async function readFlowRunDependencies(ctx: Context, id: string): Promise<DependencyResult[]> {
  if (!(await readGraphRun(ctx.database.quick, id)))
    throw new MissingObject(`Flow run with id ${id} not found`)
  const rows = await readTaskRuns(ctx.database.reader, {
    task_runs: { flow_run_id: { any_: [id] } },
    limit: MAX_DEPENDENCIES,
    offset: 0,
    now: ctx.clock.now(),
  })
  return taskRunDependencies(rows)
}
