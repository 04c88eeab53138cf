import {
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  databases,
  useDatabase,
} from '@reeve/testkit'
import type {
  ArtifactCollectionFilter,
  ArtifactFilter,
  DeploymentFilter,
  FlowFilter,
  Instant,
  LogFilter,
  TaskRunFilter,
  VariableFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { json } from '../parameters.ts'
import { readArtifactCollections } from '../queries/artifact-collections/read-artifact-collections.ts'
import { readArtifacts } from '../queries/artifacts/read-artifacts.ts'
import { readDeployments } from '../queries/deployments/read-deployments.ts'
import { readFlows } from '../queries/flows/read-flows.ts'
import { readLogs } from '../queries/logs/read-logs.ts'
import { readTaskRuns } from '../queries/task-runs/read-task-runs.ts'
import { readVariables } from '../queries/variables/read-variables.ts'
import { readWorkPools } from '../queries/work-pools/read-work-pools.ts'
import { readWorkQueues } from '../queries/work-queues/read-work-queues.ts'
import type { Given } from './condition.ts'

/** What a filter says, and the first letters of what it lets through. */
type Cases<Filter> = [claim: string, filter: Given<Filter>, letters: string][]

const at = (time: string) => `2026-01-01 ${time}.000000` as Instant

const ID = {
  a: 'aaaaaaaa-0000-4000-8000-000000000000',
  b: 'bbbbbbbb-0000-4000-8000-000000000000',
  c: 'cccccccc-0000-4000-8000-000000000000',
} as const

const letters = (texts: readonly (string | null)[]) => texts.map((text) => text?.[0] ?? '-').join('')

const FLOWS: Cases<FlowFilter> = [
  ['nothing', {}, 'abc'],
  ['id.any_', { id: { any_: [ID.a, ID.b] } }, 'ab'],
  ['id.not_any_', { id: { not_any_: [ID.a] } }, 'bc'],
  ['name.any_', { name: { any_: ['alpha', 'Beta'] } }, 'a'],
  ['name.like_', { name: { like_: 'ET' } }, 'b'],
  ['name.like_ with wildcards', { name: { like_: 'l_h' } }, 'a'],
  ['name.like_ with several', { name: { like_: 'b%t%' } }, 'b'],
  ['tags.all_', { tags: { all_: ['x'] } }, 'ab'],
  ['tags.is_null_', { tags: { is_null_: true } }, 'c'],
  ['deployment.is_null_', { deployment: { is_null_: true } }, 'b'],
  ['deployment.is_null_ false', { deployment: { is_null_: false } }, 'ac'],
  ['or_', { operator: 'or_', name: { any_: ['beta'] }, tags: { is_null_: true } }, 'bc'],
]

const DEPLOYMENTS: Cases<DeploymentFilter> = [
  ['nothing', {}, 'abc'],
  ['id.any_', { id: { any_: [ID.c] } }, 'c'],
  ['id.not_any_', { id: { not_any_: [ID.c] } }, 'ab'],
  ['name.any_', { name: { any_: ['a-daily'] } }, 'a'],
  ['name.like_', { name: { like_: 'DAILY' } }, 'ac'],
  ['flow_or_deployment_name.like_ of a deployment', { flow_or_deployment_name: { like_: 'hourly' } }, 'b'],
  ['flow_or_deployment_name.like_ of a flow', { flow_or_deployment_name: { like_: 'ALPHA' } }, 'ab'],
  ['flow_or_deployment_name.like_ empty', { flow_or_deployment_name: { like_: '' } }, 'abc'],
  ['paused.eq_', { paused: { eq_: true } }, 'b'],
  ['paused.eq_ false', { paused: { eq_: false } }, 'ac'],
  ['tags.all_', { tags: { all_: ['x', 'y'] } }, 'a'],
  ['tags.any_', { tags: { any_: ['y', 'z'] } }, 'ab'],
  ['tags.is_null_', { tags: { is_null_: true } }, 'c'],
  ['work_queue_name.any_', { work_queue_name: { any_: ['quick'] } }, 'c'],
  [
    'concurrency_limit, which has no effect',
    { concurrency_limit: { ge_: 5, le_: 1, is_null_: true } },
    'abc',
  ],
  [
    'concurrency_limit, which has none in an or_ either',
    { operator: 'or_', concurrency_limit: { is_null_: true }, paused: { eq_: true } },
    'b',
  ],
]

const TASK_RUNS: Cases<TaskRunFilter> = [
  ['nothing', {}, 'abc'],
  ['id.any_', { id: { any_: [ID.b] } }, 'b'],
  ['name.any_', { name: { any_: ['a', 'c'] } }, 'ac'],
  ['name.like_', { name: { like_: 'C' } }, 'c'],
  ['tags.all_', { tags: { all_: ['x'] } }, 'a'],
  ['tags.is_null_', { tags: { is_null_: true } }, 'bc'],
  ['state.type.any_', { state: { type: { any_: ['FAILED', 'CRASHED'] } } }, 'b'],
  ['state.name.any_', { state: { name: { any_: ['Running', 'Failed'] } } }, 'ab'],
  [
    'state.type without a comparison is passed over',
    { state: { type: {}, name: { any_: ['Failed'] } } },
    'b',
  ],
  ['start_time does not fall back', { start_time: { before_: at('03:00:00') } }, 'a'],
  ['start_time.is_null_', { start_time: { is_null_: true } }, 'bc'],
  ['end_time.after_', { end_time: { after_: at('01:00:00') } }, 'a'],
  ['expected_start_time.before_', { expected_start_time: { before_: at('02:00:00') } }, 'b'],
  ['subflow_runs.exists_', { subflow_runs: { exists_: true } }, 'a'],
  ['subflow_runs.exists_ false', { subflow_runs: { exists_: false } }, 'bc'],
  ['flow_run_id with nothing asks for any', { flow_run_id: {} }, 'ab'],
  ['flow_run_id.any_', { flow_run_id: { any_: [ID.a] } }, 'a'],
  ['flow_run_id.any_ wins over is_null_ false', { flow_run_id: { any_: [ID.a], is_null_: false } }, 'a'],
  ['flow_run_id.is_null_ wins over any_', { flow_run_id: { any_: [ID.a], is_null_: true } }, 'c'],
  ['flow_run_id.is_null_ null', { flow_run_id: { is_null_: null } }, 'abc'],
]

const WORK_POOLS: Cases<WorkPoolFilter> = [
  ['nothing', {}, 'ab'],
  ['id.any_', { id: { any_: [ID.a] } }, 'a'],
  ['name.any_', { name: { any_: ['b-pool'] } }, 'b'],
  ['type.any_', { type: { any_: ['docker', 'process'] } }, 'ab'],
  ['or_', { operator: 'or_', id: { any_: [ID.a] }, type: { any_: ['docker'] } }, 'ab'],
]

const WORK_QUEUES: Cases<WorkQueueFilter> = [
  ['nothing', {}, 'abc'],
  ['id.any_', { id: { any_: [ID.a] } }, 'a'],
  ['name.any_', { name: { any_: ['b-queue', 'c_queue'] } }, 'bc'],
  ['name.startswith_', { name: { startswith_: ['A-', 'c'] } }, 'ac'],
  ['name.startswith_ with wildcards', { name: { startswith_: ['_-'] } }, 'ab'],
  ['name.startswith_ of none', { name: { startswith_: [] } }, 'abc'],
  ['name.startswith_ of the empty text', { name: { startswith_: ['', 'x'] } }, 'abc'],
  ['name.startswith_ in the middle', { name: { startswith_: ['queue'] } }, ''],
]

const LOGS: Cases<LogFilter> = [
  ['nothing', {}, 'abc'],
  ['level.ge_', { level: { ge_: 20 } }, 'bc'],
  ['level.le_', { level: { le_: 20 } }, 'ab'],
  ['level beyond what the column holds', { level: { ge_: -1e12, le_: 1e12 } }, 'abc'],
  ['timestamp', { timestamp: { after_: at('02:00:00'), before_: at('02:00:00') } }, 'b'],
  ['flow_run_id.any_', { flow_run_id: { any_: [ID.a] } }, 'a'],
  ['task_run_id.any_', { task_run_id: { any_: [ID.b] } }, 'b'],
  ['task_run_id.is_null_', { task_run_id: { is_null_: true } }, 'ac'],
  ['text of one word, whatever its case', { text: { query: 'CONNECTION' } }, 'ab'],
  ['text of alternatives', { text: { query: 'timeout started' } }, 'ac'],
  ['text with an excluded word', { text: { query: 'connection -timeout' } }, 'b'],
  ['text with required words', { text: { query: '+connection +timeout' } }, 'a'],
  ['text with a phrase', { text: { query: '"connection lost"' } }, 'b'],
  ['text over message and name', { text: { query: '"started my.logger"' } }, 'c'],
  ['text with what LIKE takes for wildcards', { text: { query: '100% 1_0' } }, 'c'],
  ['text without words', { text: { query: ' - ' } }, 'abc'],
  [
    'or_ takes the parts of the text one by one',
    { operator: 'or_', level: { ge_: 50 }, text: { query: 'started -connection' } },
    'c',
  ],
  ['or_ with text without words', { operator: 'or_', level: { ge_: 40 }, text: { query: '' } }, 'c'],
]

const ARTIFACTS: Cases<ArtifactFilter> = [
  ['nothing', {}, 'ab-'],
  ['id.any_', { id: { any_: [ID.a] } }, 'a'],
  ['key.any_', { key: { any_: ['b-key'] } }, 'b'],
  ['key.like_', { key: { like_: 'KEY' } }, 'ab'],
  ['key.exists_', { key: { exists_: true } }, 'ab'],
  ['key.exists_ false', { key: { exists_: false } }, '-'],
  ['flow_run_id.any_', { flow_run_id: { any_: [ID.a] } }, 'a'],
  ['task_run_id.any_', { task_run_id: { any_: [ID.a] } }, 'b'],
  ['type.any_', { type: { any_: ['table'] } }, 'a'],
  ['type.not_any_ leaves out those without one', { type: { not_any_: ['table'] } }, 'b'],
  ['or_', { operator: 'or_', key: { exists_: false }, type: { any_: ['table'] } }, 'a-'],
]

const COLLECTIONS: Cases<ArtifactCollectionFilter> = [
  ['nothing', {}, 'ab'],
  ['latest_id.any_', { latest_id: { any_: [ID.a] } }, 'a'],
  ['key.like_', { key: { like_: 'b-' } }, 'b'],
  ['type.not_any_', { type: { not_any_: ['markdown'] } }, 'a'],
  ['flow_run_id.any_', { flow_run_id: { any_: [ID.a] } }, 'a'],
  ['task_run_id.any_', { task_run_id: { any_: [ID.a] } }, 'b'],
]

const VARIABLES: Cases<VariableFilter> = [
  ['nothing', {}, 'ab'],
  ['id.any_', { id: { any_: [ID.a] } }, 'a'],
  ['name.any_', { name: { any_: ['b_one'] } }, 'b'],
  ['name.like_', { name: { like_: '_ONE' } }, 'ab'],
  ['tags.all_', { tags: { all_: ['x'] } }, 'a'],
  ['tags.is_null_', { tags: { is_null_: true } }, 'b'],
]

describe.each(databases)('a filter on $name', (kind) => {
  const database = useDatabase(kind)
  const page = { limit: 50, now: at('05:00:00') }

  const insert = (table: string, ...rows: object[]) =>
    database().write((db) =>
      db.sql
        .insertInto(table as 'flow')
        .values(rows as never)
        .execute(),
    )

  beforeAll(async () => {
    await buildFlow(database(), { id: ID.a, name: 'alpha', tags: json(['x', 'y']) })
    await buildFlow(database(), { id: ID.b, name: 'beta', tags: json(['x']) })
    await buildFlow(database(), { id: ID.c, name: 'charlie' })
    await buildDeployment(database(), { name: 'a-daily', flow_id: ID.a, tags: json(['x', 'y']) })
    await buildDeployment(database(), { name: 'b-hourly', flow_id: ID.a, tags: json(['z']), paused: true })
    await buildDeployment(database(), { id: ID.c, name: 'c-daily', flow_id: ID.c, work_queue_name: 'quick' })
    await buildFlowRun(database(), { id: ID.a, flow_id: ID.a })
    await buildFlowRun(database(), { id: ID.b, flow_id: ID.a })
    await buildTaskRun(database(), {
      id: ID.a,
      name: 'a',
      flow_run_id: ID.a,
      tags: json(['x']),
      start_time: at('01:00:00'),
      end_time: at('01:00:00'),
      expected_start_time: at('03:00:00'),
      state: { type: 'RUNNING' },
    })
    await buildTaskRun(database(), {
      id: ID.b,
      name: 'b',
      flow_run_id: ID.b,
      expected_start_time: at('02:00:00'),
      state: { type: 'FAILED' },
    })
    await buildTaskRun(database(), { name: 'c', flow_run_id: null })
    await buildFlowRun(database(), { flow_id: ID.a, parent_task_run_id: ID.a })
    await insert(
      'work_pool',
      { id: ID.a, name: 'a-pool', type: 'process' },
      { id: ID.b, name: 'b-pool', type: 'docker' },
    )
    await insert(
      'work_queue',
      { id: ID.a, name: 'a-queue', work_pool_id: ID.a },
      { id: ID.b, name: 'b-queue', work_pool_id: ID.a },
      { id: ID.c, name: 'c_queue', work_pool_id: ID.b },
    )
    const log = { name: 'my.logger', flow_run_id: null, task_run_id: null }
    await insert(
      'log',
      {
        ...log,
        message: 'a connection ran into a timeout',
        level: 10,
        timestamp: at('01:00:00'),
        flow_run_id: ID.a,
      },
      { ...log, message: 'b Connection lost', level: 20, timestamp: at('02:00:00'), task_run_id: ID.b },
      { ...log, message: 'c is 100% started', level: 40, timestamp: at('03:00:00') },
    )
    const none = { key: null, type: null, flow_run_id: null, task_run_id: null }
    await insert(
      'artifact',
      { ...none, id: ID.a, key: 'a-key', type: 'table', flow_run_id: ID.a },
      { ...none, id: ID.b, key: 'b-key', type: 'markdown', task_run_id: ID.a },
      { ...none, id: ID.c },
    )
    await insert(
      'artifact_collection',
      { ...none, key: 'a-key', latest_id: ID.a, type: 'table', flow_run_id: ID.a },
      { ...none, key: 'b-key', latest_id: ID.b, type: 'markdown', task_run_id: ID.a },
    )
    await insert(
      'variable',
      { id: ID.a, name: 'a_one', tags: json(['x']), value: json(1) },
      { id: ID.b, name: 'b_one', tags: json([]), value: json(2) },
    )
  })

  test.each(FLOWS)('flows: %s', async (_, flows, expected) => {
    const found = await readFlows(database().reader, { flows, ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })

  test.each(DEPLOYMENTS)('deployments: %s', async (_, deployments, expected) => {
    const found = await readDeployments(database().reader, { deployments, ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })

  test.each(TASK_RUNS)('task runs: %s', async (_, task_runs, expected) => {
    const found = await readTaskRuns(database().reader, { task_runs, sort: 'NAME_ASC', ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })

  test.each(WORK_POOLS)('work pools: %s', async (_, work_pools, expected) => {
    const found = await readWorkPools(database().reader, { work_pools, ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })

  test.each(WORK_QUEUES)('work queues: %s', async (_, work_queues, expected) => {
    const found = await readWorkQueues(database().reader, { work_queues, ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })

  test.each(LOGS)('logs: %s', async (_, logs, expected) => {
    const found = await readLogs(database().reader, { logs, ...page })
    expect(letters(found.map(({ message }) => message))).toBe(expected)
  })

  test.each(ARTIFACTS)('artifacts: %s', async (_, artifacts, expected) => {
    const found = await readArtifacts(database().reader, { artifacts, ...page })
    expect(letters(found.map(({ key }) => key).sort())).toBe(expected)
  })

  test.each(COLLECTIONS)('artifact collections: %s', async (_, artifacts, expected) => {
    const found = await readArtifactCollections(database().reader, { artifacts, sort: 'KEY_ASC', ...page })
    expect(letters(found.map(({ key }) => key))).toBe(expected)
  })

  test.each(VARIABLES)('variables: %s', async (_, variables, expected) => {
    const found = await readVariables(database().reader, { variables, ...page })
    expect(letters(found.map(({ name }) => name))).toBe(expected)
  })
})
