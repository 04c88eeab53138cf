import {
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  buildWorkPool,
  databases,
  explained,
  useDatabase,
} from '@reeve/testkit'
import type { FlowRunSort, Instant } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { interval, json } from '../../parameters.ts'
import { readFlowRun } from './read-flow-run.ts'
import { readFlowRuns } from './read-flow-runs.ts'
import { selectFlowRunIds } from './select-flow-run-ids.ts'

const at = (time: string) => `2026-01-01 ${time}` as Instant
const NOW = at('12:00:00.500000')
const SOME_ID = '00000000-0000-4000-8000-000000000000'

describe.each(databases)('a flow run read from $name', (kind) => {
  const database = useDatabase(kind)

  test('has every field of the answer', async () => {
    const pool = await buildWorkPool(database(), { name: 'cloud' })
    const flow = await buildFlow(database())
    const deployment = await buildDeployment(database(), { flow_id: flow.id })
    const parent = await buildTaskRun(database())
    const built = await buildFlowRun(database(), {
      name: 'full',
      flow_id: flow.id,
      deployment_id: deployment.id,
      deployment_version: '7',
      work_queue_id: pool.default_queue_id,
      work_queue_name: 'an older name',
      flow_version: '3',
      parameters: json({ x: [1, null] }),
      idempotency_key: 'key',
      context: json({ c: 1 }),
      empirical_policy: json({ retries: 2 }),
      tags: json(['red', 'red', 'blue']),
      labels: json({ team: 'a', size: 1.5, on: true }),
      parent_task_run_id: parent.id,
      run_count: 2,
      expected_start_time: at('10:00:00.000001'),
      start_time: at('10:00:01.000003'),
      end_time: at('11:00:00.000000'),
      total_run_time: interval(90_061.25),
      auto_scheduled: true,
      infrastructure_pid: 'pid',
      created_by: json({ type: 'AUTOMATION' }),
      job_variables: json({ image: 'i' }),
      state: {
        type: 'COMPLETED',
        timestamp: at('11:00:00.000000'),
        message: 'done',
        state_details: json({
          scheduled_time: '2026-01-01T10:00:00.000001Z',
          pause_reschedule: true,
          unknown: 1,
        }),
      },
    })

    const run = await readFlowRun(database().quick, built.id, NOW)

    expect(run).toEqual({
      id: built.id,
      created: built.created,
      updated: built.updated,
      name: 'full',
      flow_id: flow.id,
      state_id: built.state_id,
      deployment_id: deployment.id,
      deployment_version: '7',
      work_queue_id: pool.default_queue_id,
      work_queue_name: 'default',
      flow_version: '3',
      parameters: { x: [1, null] },
      idempotency_key: 'key',
      context: { c: 1 },
      empirical_policy: {
        max_retries: 0,
        retry_delay_seconds: 0,
        retries: 2,
        retry_delay: null,
        pause_keys: [],
        resuming: false,
        retry_type: null,
      },
      tags: ['red', 'red', 'blue'],
      labels: { team: 'a', size: 1.5, on: true },
      parent_task_run_id: parent.id,
      state_type: 'COMPLETED',
      state_name: 'Completed',
      run_count: 2,
      expected_start_time: at('10:00:00.000001'),
      next_scheduled_start_time: null,
      start_time: at('10:00:01.000003'),
      end_time: at('11:00:00.000000'),
      total_run_time: 90_061.25,
      estimated_run_time: 90_061.25,
      estimated_start_time_delta: 1.000002,
      auto_scheduled: true,
      infrastructure_document_id: null,
      infrastructure_pid: 'pid',
      created_by: { id: null, type: 'AUTOMATION', display_value: null },
      work_pool_id: pool.id,
      work_pool_name: 'cloud',
      state: {
        id: built.state_id,
        type: 'COMPLETED',
        name: 'Completed',
        timestamp: at('11:00:00.000000'),
        message: 'done',
        data: null,
        state_details: {
          flow_run_id: null,
          task_run_id: null,
          child_flow_run_id: null,
          scheduled_time: at('10:00:00.000001'),
          cache_key: null,
          cache_expiration: null,
          deferred: false,
          untrackable_result: false,
          pause_timeout: null,
          pause_reschedule: true,
          pause_key: null,
          run_input_keyset: null,
          refresh_cache: null,
          retriable: null,
          transition_id: null,
          task_parameters_id: null,
          traceparent: null,
          deployment_concurrency_lease_id: null,
        },
      },
      job_variables: { image: 'i' },
    })
    expect(
      await readFlowRuns(database().reader, { flow_runs: { id: { any_: [built.id] } }, limit: 1, now: NOW }),
    ).toEqual([run])
  })

  test('keeps its own queue name where it has no queue', async () => {
    const { id } = await buildFlowRun(database(), { work_queue_name: 'old' })
    expect(await readFlowRun(database().quick, id, NOW)).toMatchObject({
      work_queue_id: null,
      work_queue_name: 'old',
      work_pool_id: null,
      work_pool_name: null,
    })
  })

  test('may have no state', async () => {
    const { id } = await buildFlowRun(database(), { state: null })
    expect(await readFlowRun(database().quick, id, NOW)).toMatchObject({ state: null, state_type: null })
  })

  test('is not there under an unknown id', async () => {
    expect(await readFlowRun(database().quick, SOME_ID, NOW)).toBeUndefined()
  })

  test.each([
    ['the artifact', undefined, { type: 'result' }, { type: 'result' }],
    ['the older column, if it holds something', { old: 1 }, { type: 'result' }, { old: 1 }],
    ['the artifact, if the older column holds an empty object', {}, 5, 5],
    ['nowhere', undefined, undefined, null],
  ])("finds its state's data in %s", async (_, older, newer, expected) => {
    const run = await buildFlowRun(database(), { state: null })
    const artifact = { id: run.id, flow_run_id: run.id, data: json(newer ?? null) }
    const { id } = await buildFlowRun(database(), {
      flow_id: run.flow_id,
      state: {
        type: 'COMPLETED',
        ...(older === undefined ? {} : { data: json(older) }),
        ...(newer === undefined ? {} : { result_artifact_id: await insertArtifact(artifact) }),
      },
    })
    expect((await readFlowRun(database().quick, id, NOW))?.state?.data).toEqual(expected)
  })

  async function insertArtifact(artifact: {
    id: string
    flow_run_id: string
    data: ReturnType<typeof json>
  }) {
    await database().write((db) => db.sql.insertInto('artifact').values(artifact).execute())
    return artifact.id
  }

  test.each([
    ['while it runs', 'RUNNING', 10.176915 + 2 * 3600 + 0.5],
    ['but not once it has ended', 'FAILED', 10.176915],
  ] as const)('counts its run time up to now %s', async (_, type, expected) => {
    const { id } = await buildFlowRun(database(), {
      total_run_time: interval(10.176915),
      state: { type, timestamp: at('10:00:00.000000') },
    })
    expect((await readFlowRun(database().quick, id, NOW))?.estimated_run_time).toBe(expected)
  })

  test.each([
    ['by now, if it waits', 'SCHEDULED', null, at('11:59:00.000000'), 60.5],
    ['at its start, if it has started', 'RUNNING', at('11:59:30.000000'), at('11:59:00.000000'), 30],
    ['not, if it started early', 'RUNNING', at('11:58:30.000000'), at('11:59:00.000000'), 0],
    ['not, if it has ended without a start', 'CANCELLED', null, at('11:59:00.000000'), 0],
    ['not, before its time', 'SCHEDULED', null, at('12:59:00.000000'), 0],
    ['not, if nobody expects it', 'PENDING', null, null, 0],
  ] as const)('is late %s', async (_, type, start_time, expected_start_time, seconds) => {
    const { id } = await buildFlowRun(database(), { start_time, expected_start_time, state: { type } })
    expect((await readFlowRun(database().quick, id, NOW))?.estimated_start_time_delta).toBe(seconds)
  })

  test('takes over from the fields of older clients', async () => {
    const { id } = await buildFlowRun(database(), {
      empirical_policy: json({ max_retries: 3, retry_delay_seconds: 5, pause_keys: null }),
    })
    expect((await readFlowRun(database().quick, id, NOW))?.empirical_policy).toMatchObject({
      retries: 3,
      retry_delay: 5,
      pause_keys: null,
    })
  })
})

/** Nulls come first in ascending order in SQLite and last in PostgreSQL. */
const NULLS_FIRST = { sqlite: true, postgresql: false }

describe.each(databases)('a page of flow runs from $name', (kind) => {
  const database = useDatabase(kind)
  const nullsFirst = NULLS_FIRST[kind.name]

  beforeAll(async () => {
    const flow = await buildFlow(database())
    const run = (name: string, hour: string, columns: object) =>
      buildFlowRun(database(), {
        id: `${name.repeat(8)}-0000-4000-8000-000000000000`,
        name,
        flow_id: flow.id,
        expected_start_time: at(`${hour}:00:00.000000`),
        ...columns,
      })
    await run('a', '03', { end_time: at('09:00:00.000000') })
    await run('b', '01', { start_time: at('05:00:00.000000'), end_time: at('08:00:00.000000') })
    await run('c', '02', { next_scheduled_start_time: at('02:00:00.000000') })
  })

  test.each<[FlowRunSort, string]>([
    ['ID_DESC', 'cba'],
    ['NAME_ASC', 'abc'],
    ['NAME_DESC', 'cba'],
    ['START_TIME_ASC', 'cab'],
    ['START_TIME_DESC', 'bac'],
    ['EXPECTED_START_TIME_ASC', 'bca'],
    ['EXPECTED_START_TIME_DESC', 'acb'],
    ['END_TIME_DESC', nullsFirst ? 'abc' : 'cab'],
  ])('is sorted by %s', async (sort, names) => {
    const runs = await readFlowRuns(database().reader, { sort, limit: 10, now: NOW })
    expect(runs.map(({ name }) => name).join('')).toBe(names)
  })

  test('has nulls where the database puts them', async () => {
    const runs = await readFlowRuns(database().reader, {
      sort: 'NEXT_SCHEDULED_START_TIME_ASC',
      limit: 10,
      now: NOW,
    })
    expect(runs.findIndex(({ name }) => name === 'c')).toBe(nullsFirst ? 2 : 0)
  })

  test.each([
    [{ limit: 2 }, 'cb'],
    [{ limit: 2, offset: 1 }, 'ba'],
    [{ limit: 0 }, ''],
    [{ limit: 2, offset: 3 }, ''],
    [{ limit: 2, offset: 1e300 }, ''],
  ])('is cut by %j', async (cut, names) => {
    const runs = await readFlowRuns(database().reader, { ...cut, now: NOW })
    expect(runs.map(({ name }) => name).join('')).toBe(names)
  })

  test('for a bulk operation is the newest ids', async () => {
    const ids = await selectFlowRunIds(database().quick, {
      flow_runs: { name: { any_: ['a', 'c'] } },
      limit: 50,
    })
    expect(ids.map((id) => id[0])).toEqual(['c', 'a'])
    expect(await selectFlowRunIds(database().quick, { limit: 1 })).toHaveLength(1)
  })
})

describe.each(databases.filter(({ name }) => name === 'sqlite'))('the indexes of $name', (kind) => {
  const database = useDatabase(kind)

  const planOf = async (selection: Omit<Parameters<typeof readFlowRuns>[1], 'limit' | 'now'>) => {
    const { db, steps } = explained(database())
    await readFlowRuns(db, { ...selection, limit: 200, now: NOW })
    return steps.filter((step) => /flow_run(?! USING INDEX sqlite_autoindex)|TEMP B-TREE/.test(step))
  }

  test.each([
    [
      'a state and a tag',
      { flow_runs: { state: { type: { any_: ['FAILED' as const] } }, tags: { all_: ['a'] } } },
      'reeve_ix_flow_run__state_type_id',
    ],
    [
      'states and a time',
      { flow_runs: { state: { type: { any_: ['FAILED' as const] } }, expected_start_time: { after_: NOW } } },
      'COVERING INDEX reeve_ix_flow_run__state_type_id',
    ],
    [
      'a deployment',
      { flow_runs: { deployment_id: { any_: [SOME_ID] } } },
      'reeve_ix_flow_run__deployment_id_id',
    ],
    ['part of a name', { flow_runs: { name: { like_: 'a' } } }, 'reeve_ix_flow_run__id_name_tags'],
    ['a tag', { flow_runs: { tags: { any_: ['a'] } } }, 'reeve_ix_flow_run__id_name_tags'],
    ['nothing, by start', { sort: 'START_TIME_DESC' as const }, 'reeve_ix_flow_run__coalesce_start_time'],
    [
      'nothing, by expected start',
      { sort: 'EXPECTED_START_TIME_ASC' as const },
      'ix_flow_run__expected_start_time_desc',
    ],
  ])('answer a page filtered by %s in its order', async (_, selection, index) => {
    const [first, ...rest] = await planOf(selection)
    expect(first).toContain(index)
    expect(rest.filter((step) => step.includes('FOR ORDER BY'))).toHaveLength(1)
  })
})
