import { buildFlow, buildFlowRun, databases, sequentialIds, useDatabase } from '@reeve/testkit'
import type { FlowRunFilter, Instant, StateType } from '@reeve/wire'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { json } from '../parameters.ts'
import { selectFlowRunIds } from '../queries/flow-runs/select-flow-run-ids.ts'
import type { Given } from './condition.ts'

/** A flow run as the filters under test see it. */
interface Run {
  readonly id: string
  readonly name: string
  readonly tags: readonly string[]
  readonly state: { readonly type: StateType; readonly name: string } | null
  readonly flow_version: string | null
  readonly start_time: Instant | null
  readonly expected_start_time: Instant | null
}

type Filter = Given<
  Pick<FlowRunFilter, 'operator' | 'id' | 'name' | 'tags' | 'state' | 'flow_version' | 'start_time'>
>

const NAMES = ['a', 'A', 'ab', 'b%', 'a_b', "it's", '日本']
const TAGS = ['x', 'y', 'X', 'a"b', 'a\\b', 'ü', ', ', '']
const TYPES: StateType[] = ['RUNNING', 'FAILED', 'COMPLETED']
const STATES = ['Running', 'Late', 'Failed']
const VERSIONS = ['1', '2']
const INSTANTS = ['00', '01', '02'].map((hour) => `2026-01-01 ${hour}:00:00.000001` as Instant)
const ids = sequentialIds(7)
const IDS = Array.from({ length: 30 }, () => ids.next())

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values)
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const runs = (ids: readonly string[]) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record<Run>({
        id: fc.constant(id),
        name: oneOf(NAMES),
        tags: fc.array(oneOf(TAGS), { maxLength: 3 }),
        state: orNull(fc.record({ type: oneOf(TYPES), name: oneOf(STATES) })),
        flow_version: orNull(oneOf(VERSIONS)),
        start_time: orNull(oneOf(INSTANTS)),
        expected_start_time: orNull(oneOf(INSTANTS)),
      }),
    ),
  )

const some = <T>(values: readonly T[]) => fc.array(oneOf(values), { maxLength: 3 })
const criteria = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  orNull(fc.record(fields, { requiredKeys: [] }))
const operator = fc.constantFrom('and_' as const, 'or_' as const)

const filters: fc.Arbitrary<Filter> = fc.record(
  {
    operator,
    id: criteria({ any_: orNull(some(IDS)), not_any_: orNull(some(IDS)) }),
    name: criteria({ any_: orNull(some(NAMES)), like_: orNull(oneOf(['', 'a', 'B', '%', '_', 'a_', '日'])) }),
    tags: criteria({
      operator,
      all_: orNull(some(TAGS)),
      any_: orNull(some(TAGS)),
      is_null_: orNull(fc.boolean()),
    }),
    state: criteria({
      operator,
      type: criteria({ any_: orNull(some(TYPES)), not_any_: orNull(some(TYPES)) }),
      name: criteria({ any_: orNull(some(STATES)), not_any_: orNull(some(STATES)) }),
    }),
    flow_version: criteria({ any_: orNull(some(VERSIONS)) }),
    start_time: criteria({
      before_: orNull(oneOf(INSTANTS)),
      after_: orNull(oneOf(INSTANTS)),
      is_null_: orNull(fc.boolean()),
    }),
  },
  { requiredKeys: [] },
)

type Verdict = boolean | undefined

/** What rules D1 to D7 say, spelled out for one run; undefined where a criterion asks for nothing. */
const evaluate = {
  among: (value: string | null, any: readonly string[] | null | undefined): Verdict =>
    any ? value !== null && any.includes(value) : undefined,
  notAmong: (value: string | null, none: readonly string[] | null | undefined): Verdict =>
    none?.length ? value !== null && !none.includes(value) : undefined,
  like: (value: string, like: string | null | undefined): Verdict =>
    like ? pattern(like).test(value) : undefined,
  isNull: (isNull: boolean, wanted: boolean | null | undefined): Verdict =>
    wanted === null || wanted === undefined ? undefined : isNull === wanted,
  combine(verdicts: readonly Verdict[], how: 'and_' | 'or_' | null | undefined): boolean {
    const given = verdicts.filter((verdict) => verdict !== undefined)
    return given.length === 0 || (how === 'or_' ? given.some(Boolean) : given.every(Boolean))
  },
}

const pattern = (like: string) =>
  new RegExp(
    [...like].map((char) => (char === '%' ? '.*' : char === '_' ? '.' : RegExp.escape(char))).join(''),
    'isu',
  )

function lets({ operator: how, id, name, tags, state, flow_version, start_time }: Filter, run: Run): boolean {
  const { among, notAmong, like, isNull, combine } = evaluate
  const started = run.start_time ?? run.expected_start_time
  return combine(
    [
      id ? combine([among(run.id, id.any_), notAmong(run.id, id.not_any_)], 'and_') : undefined,
      name ? combine([among(run.name, name.any_), like(run.name, name.like_)], 'and_') : undefined,
      tags
        ? combine(
            [
              tags.all_?.length ? tags.all_.every((tag) => run.tags.includes(tag)) : undefined,
              tags.any_ ? tags.any_.some((tag) => run.tags.includes(tag)) : undefined,
              isNull(run.tags.length === 0, tags.is_null_),
            ],
            tags.operator,
          )
        : undefined,
      state
        ? combine(
            [single(run.state?.type ?? null, state.type), single(run.state?.name ?? null, state.name)],
            state.operator,
          )
        : undefined,
      flow_version ? combine([among(run.flow_version, flow_version.any_)], 'and_') : undefined,
      start_time
        ? combine(
            [
              start_time.before_ ? started !== null && started <= start_time.before_ : undefined,
              start_time.after_ ? started !== null && started >= start_time.after_ : undefined,
              isNull(run.start_time === null, start_time.is_null_),
            ],
            'and_',
          )
        : undefined,
    ],
    how,
  )
}

/** [D7] */
function single(
  value: string | null,
  asked: { any_?: readonly string[] | null; not_any_?: readonly string[] | null } | null | undefined,
): Verdict {
  const verdicts = [evaluate.among(value, asked?.any_), evaluate.notAmong(value, asked?.not_any_)]
  const given = verdicts.filter((verdict) => verdict !== undefined)
  return given.length === 1 ? given[0] : undefined
}

describe.each(databases)('any filter on any flow runs on $name', (kind) => {
  const database = useDatabase(kind)
  const built: Run[] = []

  beforeAll(async () => {
    const flow = await buildFlow(database())
    for (const { tags, state, ...run } of fc.sample(runs(IDS), { numRuns: 1, seed: 20260101 })[0] ?? []) {
      await buildFlowRun(database(), { ...run, flow_id: flow.id, tags: json([...tags]), state })
      built.push({ ...run, tags, state })
    }
  })

  test('lets through the runs that its rules let through, newest id first', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (flow_runs) => {
        const expected = built.filter((run) => lets(flow_runs, run)).map(({ id }) => id)
        const found = await selectFlowRunIds(database().quick, { flow_runs, limit: 50 })
        expect(found).toEqual(expected.sort().reverse())
      }),
      { numRuns: 500 },
    )
  })
})
