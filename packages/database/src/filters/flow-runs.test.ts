import { buildFlowRun, buildTaskRun, databases, useDatabase } from '@reeve/testkit'
import type { FlowRunFilter, Instant } from '@reeve/wire'
import { beforeAll, describe, expect, test } from 'vitest'
import { json } from '../parameters.ts'
import { readFlowRuns } from '../queries/flow-runs/read-flow-runs.ts'
import type { Given } from './condition.ts'

const at = (time: string) => `2026-01-01 ${time}.000000` as Instant

const ID = {
  a: 'aaaaaaaa-0000-4000-8000-000000000000',
  b: 'bbbbbbbb-0000-4000-8000-000000000000',
  c: 'cccccccc-0000-4000-8000-000000000000',
  d: 'dddddddd-0000-4000-8000-000000000000',
} as const
const DEPLOYMENT = 'dddddddd-0000-4000-8000-00000000000d'
const PARENT_TASK_RUN = 'eeeeeeee-0000-4000-8000-00000000000e'
const SCHEDULE = 'ffffffff-0000-4000-8000-00000000000f'

/** Each case: what the filter says, and the names of the runs that it lets through, of a, b, c and d. */
const CASES: [claim: string, filter: Given<FlowRunFilter>, names: string][] = [
  ['nothing', {}, 'abcd'],
  ['null for everything', { id: null, name: null, state: null }, 'abcd'],

  ['id.any_', { id: { any_: [ID.a, ID.c] } }, 'ac'],
  ['id.any_ of one', { id: { any_: [ID.b] } }, 'b'],
  ['id.any_ of none', { id: { any_: [] } }, ''],
  ['id.any_ null', { id: { any_: null } }, 'abcd'],
  ['id.not_any_', { id: { not_any_: [ID.a, ID.c] } }, 'bd'],
  ['id.not_any_ of none', { id: { not_any_: [] } }, 'abcd'],
  ['id.any_ and not_any_', { id: { any_: [ID.a, ID.b], not_any_: [ID.b] } }, 'a'],

  ['name.any_', { name: { any_: ['a', 'B'] } }, 'a'],
  ['name.like_ in another case', { name: { like_: 'A' } }, 'a'],
  ['name.like_ empty', { name: { like_: '' } }, 'abcd'],
  ['name.like_ with wildcards', { name: { like_: '_' } }, 'abcd'],
  ['name.like_ that is longer than any name', { name: { like_: 'a_' } }, ''],

  ['tags.all_', { tags: { all_: ['red', 'blue'] } }, 'a'],
  ['tags.all_ of one', { tags: { all_: ['red'] } }, 'ab'],
  ['tags.all_ twice the same', { tags: { all_: ['red', 'red'] } }, 'ab'],
  ['tags.all_ of none', { tags: { all_: [] } }, 'abcd'],
  ['tags.any_', { tags: { any_: ['blue', 'odd "tag"'] } }, 'ac'],
  ['tags.any_ of none', { tags: { any_: [] } }, ''],
  ['tags.any_ that is only part of a tag', { tags: { any_: ['tag', 're', ', ', 'tag\\'] } }, ''],
  ['tags.is_null_', { tags: { is_null_: true } }, 'd'],
  ['tags.is_null_ false', { tags: { is_null_: false } }, 'abc'],
  ['tags with or_', { tags: { operator: 'or_', all_: ['blue'], is_null_: true } }, 'ad'],
  ['more tags than are tried one by one', { tags: { any_: [...Array(30).keys(), 'red'].map(String) } }, 'ab'],
  ['tags.all_ of more than are tried one by one', { tags: { all_: Array(30).fill('red') } }, 'ab'],

  ['deployment_id.any_', { deployment_id: { any_: [DEPLOYMENT] } }, 'a'],
  ['deployment_id.is_null_', { deployment_id: { is_null_: true } }, 'bcd'],
  ['deployment_id.is_null_ false', { deployment_id: { is_null_: false } }, 'a'],
  ['deployment_id with and_', { deployment_id: { any_: [DEPLOYMENT], is_null_: true } }, ''],
  [
    'deployment_id with or_',
    { deployment_id: { operator: 'or_', any_: [DEPLOYMENT], is_null_: true } },
    'abcd',
  ],
  ['work_queue_name.any_', { work_queue_name: { any_: ['quick'] } }, 'b'],
  ['work_queue_name.is_null_', { work_queue_name: { is_null_: true } }, 'acd'],

  ['state.type.any_', { state: { type: { any_: ['FAILED', 'RUNNING'] } } }, 'ab'],
  ['state.type.any_ of none', { state: { type: { any_: [] } } }, ''],
  [
    'state.type.not_any_ leaves out runs without a state',
    { state: { type: { not_any_: ['FAILED'] } } },
    'bc',
  ],
  [
    'both comparisons of state.type are passed over',
    { state: { type: { any_: ['FAILED'], not_any_: ['FAILED'] } } },
    'abcd',
  ],
  [
    'no comparison of state.type is passed over',
    { state: { operator: 'or_', type: {}, name: { any_: ['Late'] } } },
    'c',
  ],
  ['state.name.any_', { state: { name: { any_: ['Late', 'Running'] } } }, 'bc'],
  ['state.name.not_any_', { state: { name: { not_any_: ['Late'] } } }, 'ab'],
  ['state with and_', { state: { type: { any_: ['SCHEDULED'] }, name: { any_: ['Running'] } } }, ''],
  [
    'state with or_',
    { state: { operator: 'or_', type: { any_: ['FAILED'] }, name: { any_: ['Late'] } } },
    'ac',
  ],

  ['flow_version.any_', { flow_version: { any_: ['2'] } }, 'b'],
  ['start_time.before_ falls back on the expected time', { start_time: { before_: at('02:00:00') } }, 'ab'],
  ['start_time.after_', { start_time: { after_: at('02:00:00') } }, 'bc'],
  ['start_time.is_null_ does not', { start_time: { is_null_: true } }, 'bcd'],
  ['end_time.before_', { end_time: { before_: at('01:30:00') } }, 'a'],
  ['end_time.after_', { end_time: { after_: at('01:30:00') } }, 'a'],
  ['end_time.is_null_ false', { end_time: { is_null_: false } }, 'a'],
  ['expected_start_time', { expected_start_time: { after_: at('01:00:00'), before_: at('02:00:00') } }, 'ab'],
  ['next_scheduled_start_time.before_', { next_scheduled_start_time: { before_: at('03:00:00') } }, 'c'],
  ['next_scheduled_start_time.after_', { next_scheduled_start_time: { after_: at('03:00:01') } }, ''],

  ['parent_flow_run_id.any_', { parent_flow_run_id: { any_: [ID.a, ID.b] } }, 'd'],
  ['parent_flow_run_id.any_ of none', { parent_flow_run_id: { any_: [] } }, ''],
  ['parent_task_run_id.any_', { parent_task_run_id: { any_: [PARENT_TASK_RUN] } }, 'd'],
  ['parent_task_run_id.is_null_', { parent_task_run_id: { is_null_: true } }, 'abc'],
  ['idempotency_key.any_', { idempotency_key: { any_: ['key'] } }, 'a'],
  ['idempotency_key.not_any_ leaves out runs without one', { idempotency_key: { not_any_: ['key'] } }, 'b'],
  ['created_by.id_', { created_by: { id_: [SCHEDULE] } }, 'b'],
  ['created_by.type_', { created_by: { type_: ['SCHEDULE', 'AUTOMATION'] } }, 'bc'],
  ['created_by.is_null_', { created_by: { is_null_: true } }, 'ad'],
  ['created_by with or_', { created_by: { operator: 'or_', id_: [SCHEDULE], is_null_: true } }, 'abd'],

  ['two fields', { name: { any_: ['a', 'b'] }, tags: { all_: ['blue'] } }, 'a'],
  ['two fields with or_', { operator: 'or_', name: { any_: ['b'] }, tags: { all_: ['blue'] } }, 'ab'],
  ['or_ with a field that asks for nothing', { operator: 'or_', id: {}, name: { any_: ['b'] } }, 'abcd'],
  ['or_ alone', { operator: 'or_' }, 'abcd'],
]

describe.each(databases)('a filter on flow runs on $name', (kind) => {
  const database = useDatabase(kind)

  beforeAll(async () => {
    await buildFlowRun(database(), {
      id: ID.a,
      name: 'a',
      tags: json(['red', 'blue']),
      deployment_id: DEPLOYMENT,
      start_time: at('01:00:00'),
      end_time: at('01:30:00'),
      expected_start_time: at('01:00:00'),
      idempotency_key: 'key',
      state: { type: 'FAILED' },
    })
    await buildFlowRun(database(), {
      id: ID.b,
      name: 'b',
      tags: json(['red']),
      work_queue_name: 'quick',
      flow_version: '2',
      expected_start_time: at('02:00:00'),
      idempotency_key: 'other',
      created_by: json({ id: SCHEDULE, type: 'SCHEDULE', display_value: 'daily' }),
      state: { type: 'RUNNING' },
    })
    await buildFlowRun(database(), {
      id: ID.c,
      name: 'c',
      tags: json(['odd "tag"', 'ünï']),
      expected_start_time: at('03:00:00'),
      next_scheduled_start_time: at('03:00:00'),
      created_by: json({ id: null, type: 'AUTOMATION', display_value: null }),
      state: { type: 'SCHEDULED', name: 'Late' },
    })
    await buildTaskRun(database(), { id: PARENT_TASK_RUN, flow_run_id: ID.b })
    await buildFlowRun(database(), { id: ID.d, name: 'd', parent_task_run_id: PARENT_TASK_RUN, state: null })
  })

  test.each(CASES)('%s', async (_, flow_runs, names) => {
    const runs = await readFlowRuns(database().reader, {
      flow_runs,
      sort: 'NAME_ASC',
      limit: 10,
      now: at('04:00:00'),
    })
    expect(runs.map(({ name }) => name).join('')).toBe(names)
  })
})
