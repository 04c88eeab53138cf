import {
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
  buildWorkQueue,
  databases,
  useDatabase,
} from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { readArtifacts } from '../queries/artifacts/read-artifacts.ts'
import { countDeployments } from '../queries/deployments/count-deployments.ts'
import { readDeployments } from '../queries/deployments/read-deployments.ts'
import { countFlowRuns } from '../queries/flow-runs/count-flow-runs.ts'
import { readFlowRuns } from '../queries/flow-runs/read-flow-runs.ts'
import { countFlows } from '../queries/flows/count-flows.ts'
import { readFlows } from '../queries/flows/read-flows.ts'
import { countTaskRuns } from '../queries/task-runs/count-task-runs.ts'
import { readTaskRuns } from '../queries/task-runs/read-task-runs.ts'
import type {
  ArtifactFilters,
  DeploymentFilters,
  FlowFilters,
  FlowRunFilters,
  TaskRunFilters,
} from './related.ts'

const named = (name: string) => ({ name: { any_: [name] } })

// Flow a has deployments a1 (queue quick of pool cloud) and a2; flow b has none; flow c has c1.
// Run a1 is of deployment a1 in queue quick and has task runs one and two; run a0 is of flow a alone and has
// task run three; run b0 is of flow b, names a deployment that is gone and has no task runs.

const FLOW_RUNS: [claim: string, filters: FlowRunFilters, names: string][] = [
  ['of a flow', { flows: named('a') }, 'a0 a1'],
  ['of a flow, which every run has', { flows: {} }, 'a0 a1 b0'],
  ['of a deployment', { deployments: named('a1') }, 'a1'],
  ['of a deployment that is still there', { deployments: {} }, 'a1'],
  ['in a queue', { work_pool_queues: named('quick') }, 'a1'],
  ['in a pool', { work_pools: named('cloud') }, 'a1'],
  ['in another pool', { work_pools: named('ground') }, ''],
  ['with task runs', { task_runs: {} }, 'a0 a1'],
  ['with a task run of a name', { task_runs: named('three') }, 'a0'],
  ['of a flow and with a task run', { flows: named('a'), task_runs: named('one') }, 'a1'],
  ['where null asks for nothing', { flows: null, deployments: null, work_pools: null }, 'a0 a1 b0'],
  ['of two kinds that no run has together', { flows: named('b'), deployments: {} }, ''],
]

const TASK_RUNS: [claim: string, filters: TaskRunFilters, names: string][] = [
  ['of a flow run', { flow_runs: named('a1') }, 'one two'],
  ['of any flow run', { flow_runs: {} }, 'one three two'],
  ['of a flow', { flows: named('a') }, 'one three two'],
  ['of a deployment', { deployments: named('a1') }, 'one two'],
  ['of a flow run and a deployment that it is not of', { flow_runs: named('a0'), deployments: {} }, ''],
  ['of runs in a pool', { work_pools: named('cloud') }, 'one two'],
  ['of runs in a queue', { work_pool_queues: named('quick') }, 'one two'],
  ['of their own filter too', { task_runs: named('one'), flow_runs: named('a1') }, 'one'],
]

const FLOWS: [claim: string, filters: FlowFilters, names: string][] = [
  ['with deployments', { deployments: {} }, 'a c'],
  ['with a deployment in a pool', { work_pools: {} }, 'a'],
  ['whose deployment is in a pool, both at once', { deployments: named('a2'), work_pools: {} }, ''],
  ['with flow runs', { flow_runs: {} }, 'a b'],
  ['with a flow run that has a task run', { flow_runs: {}, task_runs: {} }, 'a'],
  ['whose flow run has the task run, both at once', { flow_runs: named('a0'), task_runs: named('one') }, ''],
  ['with task runs', { task_runs: {} }, 'a'],
]

const DEPLOYMENTS: [claim: string, filters: DeploymentFilters, names: string][] = [
  ['of a flow', { flows: named('a') }, 'a1 a2'],
  ['with flow runs', { flow_runs: {} }, 'a1'],
  ['whose flow run has a task run', { flow_runs: named('a1'), task_runs: named('three') }, ''],
  ['in a pool', { work_pools: named('cloud') }, 'a1'],
  [
    'in a queue of a pool, both at once',
    { work_pools: named('ground'), work_pool_queues: named('quick') },
    '',
  ],
]

const ARTIFACTS: [claim: string, filters: ArtifactFilters, keys: string][] = [
  ['of a flow run', { flow_runs: named('a1') }, 'run'],
  ['of a flow', { flows: named('a') }, 'run task'],
  ['of a deployment', { deployments: named('a1') }, 'run'],
  ['of a task run', { task_runs: named('three') }, 'task'],
  ['of a flow run and a task run', { flow_runs: {}, task_runs: {} }, 'task'],
]

describe.each(databases)('filters of several kinds on $name', (kind) => {
  const database = useDatabase(kind)
  const page = { limit: 50, now: '2026-01-01 05:00:00.000000' as Instant }
  const listed = (rows: readonly { name: string }[]) => rows.map(({ name }) => name).join(' ')

  beforeAll(async () => {
    const db = database()
    const cloud = await buildWorkPool(db, { name: 'cloud' })
    await buildWorkPool(db, { name: 'ground' })
    const quick = await buildWorkQueue(db, { name: 'quick', work_pool_id: cloud.id })
    const a = await buildFlow(db, { name: 'a' })
    const b = await buildFlow(db, { name: 'b' })
    const c = await buildFlow(db, { name: 'c' })
    const a1 = await buildDeployment(db, { name: 'a1', flow_id: a.id, work_queue_id: quick.id })
    await buildDeployment(db, { name: 'a2', flow_id: a.id })
    await buildDeployment(db, { name: 'c1', flow_id: c.id })
    const runA1 = await buildFlowRun(db, {
      name: 'a1',
      flow_id: a.id,
      deployment_id: a1.id,
      work_queue_id: quick.id,
    })
    const runA0 = await buildFlowRun(db, { name: 'a0', flow_id: a.id })
    await buildFlowRun(db, {
      name: 'b0',
      flow_id: b.id,
      deployment_id: 'dddddddd-0000-4000-8000-000000000000',
    })
    await buildTaskRun(db, { name: 'one', flow_run_id: runA1.id })
    await buildTaskRun(db, { name: 'two', flow_run_id: runA1.id })
    const three = await buildTaskRun(db, { name: 'three', flow_run_id: runA0.id })
    await buildTaskRun(db, { name: 'free', flow_run_id: null })
    const artifacts = [
      { key: 'run', flow_run_id: runA1.id, task_run_id: null },
      { key: 'task', flow_run_id: runA0.id, task_run_id: three.id },
      { key: 'free', flow_run_id: null, task_run_id: null },
    ]
    await db.write((write) => write.sql.insertInto('artifact').values(artifacts).execute())
  })

  test.each(FLOW_RUNS)('flow runs %s', async (_, filters, names) => {
    const runs = await readFlowRuns(database().reader, { ...filters, ...page, sort: 'NAME_ASC' })
    expect(listed(runs)).toBe(names)
    expect(await countFlowRuns(database().reader, filters)).toBe(runs.length)
  })

  test.each(TASK_RUNS)('task runs %s', async (_, filters, names) => {
    const runs = await readTaskRuns(database().reader, { ...filters, ...page, sort: 'NAME_ASC' })
    expect(listed(runs)).toBe(names)
    expect(await countTaskRuns(database().reader, filters)).toBe(runs.length)
  })

  test.each(FLOWS)('flows %s', async (_, filters, names) => {
    const flows = await readFlows(database().reader, { ...filters, ...page })
    expect(listed(flows)).toBe(names)
    expect(await countFlows(database().reader, filters)).toBe(flows.length)
  })

  test.each(DEPLOYMENTS)('deployments %s', async (_, filters, names) => {
    const deployments = await readDeployments(database().reader, { ...filters, ...page })
    expect(listed(deployments)).toBe(names)
    expect(await countDeployments(database().reader, filters)).toBe(deployments.length)
  })

  test.each(ARTIFACTS)('artifacts %s', async (_, filters, keys) => {
    const artifacts = await readArtifacts(database().reader, { ...filters, ...page, sort: 'KEY_ASC' })
    expect(artifacts.map(({ key }) => key).join(' ')).toBe(keys)
  })
})
