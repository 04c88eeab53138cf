import { buildFlowRun, buildTaskRun, databases, useDatabase } from '@reeve/testkit'
import type { Instant } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { interval, json } from '../../parameters.ts'
import { readTaskRun } from './read-task-run.ts'
import { readTaskRuns } from './read-task-runs.ts'

const at = (time: string) => `2026-01-01 ${time}` as Instant
const NOW = at('12:00:00.500000')

describe.each(databases)('a task run read from $name', (kind) => {
  const database = useDatabase(kind)

  test('has every field of the answer', async () => {
    const flowRun = await buildFlowRun(database())
    const built = await buildTaskRun(database(), {
      name: 'full',
      flow_run_id: flowRun.id,
      task_key: 'key',
      dynamic_key: '3',
      cache_key: 'cached',
      cache_expiration: at('20:00:00.000000'),
      task_version: '1',
      empirical_policy: json({ retries: 1, retry_delay: [1, 2.5], retry_jitter_factor: 0.5 }),
      tags: json(['a']),
      labels: null,
      task_inputs: json({ x: [{ input_type: 'parameter', name: 'p' }] }),
      run_count: 1,
      flow_run_run_count: 2,
      expected_start_time: at('11:00:00.000000'),
      start_time: at('11:00:00.250000'),
      total_run_time: interval(1.5),
      state: { type: 'RUNNING', timestamp: at('12:00:00.000000') },
    })

    const run = await readTaskRun(database().quick, built.id, NOW)

    expect(run).toEqual({
      id: built.id,
      created: built.created,
      updated: built.updated,
      name: 'full',
      flow_run_id: flowRun.id,
      task_key: 'key',
      dynamic_key: '3',
      cache_key: 'cached',
      cache_expiration: at('20:00:00.000000'),
      task_version: '1',
      empirical_policy: {
        max_retries: 0,
        retry_delay_seconds: 0,
        retries: 1,
        retry_delay: [1, 2.5],
        retry_jitter_factor: 0.5,
      },
      tags: ['a'],
      labels: null,
      state_id: built.state_id,
      task_inputs: { x: [{ input_type: 'parameter', name: 'p' }] },
      state_type: 'RUNNING',
      state_name: 'Running',
      run_count: 1,
      flow_run_run_count: 2,
      expected_start_time: at('11:00:00.000000'),
      next_scheduled_start_time: null,
      start_time: at('11:00:00.250000'),
      end_time: null,
      total_run_time: 1.5,
      estimated_run_time: 2,
      estimated_start_time_delta: 0.25,
      state: expect.objectContaining({
        id: built.state_id,
        type: 'RUNNING',
        timestamp: at('12:00:00.000000'),
      }),
    })
    expect(
      await readTaskRuns(database().reader, { task_runs: { name: { any_: ['full'] } }, limit: 5, now: NOW }),
    ).toEqual([run])
  })

  test.each([
    [
      { max_retries: 2, retry_delay_seconds: 3 },
      { retries: 2, retry_delay: 3 },
    ],
    [
      { retries: 1, max_retries: 2, retry_delay: [], retry_delay_seconds: 3 },
      { retries: 1, retry_delay: 3 },
    ],
    [
      { retries: 0, retry_delay: 0 },
      { retries: 0, retry_delay: 0 },
    ],
    [{}, { retries: null, retry_delay: null }],
  ])('takes over from the fields of older clients in %j', async (stored, expected) => {
    const { id } = await buildTaskRun(database(), { empirical_policy: json(stored) })
    expect((await readTaskRun(database().quick, id, NOW))?.empirical_policy).toMatchObject(expected)
  })

  test('is not there under an unknown id', async () => {
    expect(await readTaskRun(database().quick, '00000000-0000-4000-8000-000000000000', NOW)).toBeUndefined()
  })
})
