import { buildFlow, buildFlowRun, databases, useDatabase } from '@reeve/testkit'
import type { FlowRunFilter, StateType } from '@reeve/wire'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { byTally, untilTallied } from '../ended-runs/testing.ts'
import { countFlowRuns } from '../queries/flow-runs/count-flow-runs.ts'
import { ENDED_TYPES, OPEN_TYPES } from '../schema/ended-types.ts'
import type { Given } from './condition.ts'
import type { FlowRunFilters } from './related.ts'
import { statesAlone } from './states-alone.ts'

const TYPES = [...OPEN_TYPES, ...ENDED_TYPES]

/** Each of them stands for states of all types; the last one for none. */
const NAMES = ['Completed', 'completed', 'Late', 'null', 'Nobody']

/** As often as it takes for any two sets of states to differ in number, or nearly so. */
const STATES: { type: StateType | null; name: string | null; runs: number }[] = [
  { type: null, name: null, runs: 3 },
  { type: null, name: 'Late', runs: 2 },
  ...TYPES.flatMap((type, index) => [
    { type, name: NAMES[index % 4] as string, runs: 1 + (index % 3) },
    { type, name: NAMES[(index + 1) % 4] as string, runs: 1 },
    { type, name: null, runs: 1 + (index % 2) },
  ]),
]

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const some = <T>(values: readonly T[]) => orNull(fc.array(fc.constantFrom(...values), { maxLength: 4 }))
const nothing = fc.constantFrom(null, undefined)
const operator = fc.constantFrom('and_' as const, 'or_' as const)

const lists = <T>(values: readonly T[]) =>
  orNull(fc.record({ any_: some(values), not_any_: some(values) }, { requiredKeys: [] }))

const state = fc.record({ operator, type: lists(TYPES), name: lists(NAMES) }, { requiredKeys: [] })

/** What a client may say without asking for anything but the state. */
const ownFilter: fc.Arbitrary<Given<FlowRunFilter>> = fc.record(
  { operator, state: orNull(state), name: nothing, start_time: nothing },
  { requiredKeys: [] },
)

const statesOnly: fc.Arbitrary<FlowRunFilters> = fc.record(
  {
    flow_runs: fc.oneof({ weight: 9, arbitrary: ownFilter }, { weight: 1, arbitrary: fc.constant(null) }),
    flows: nothing,
    task_runs: nothing,
    deployments: nothing,
    work_pools: nothing,
    work_pool_queues: nothing,
  },
  { requiredKeys: [] },
)

const OTHER_FILTERS: FlowRunFilters[] = [
  { flows: {} },
  { flows: { name: { any_: ['etl'] } } },
  { task_runs: {} },
  { deployments: {} },
  { work_pools: {} },
  { work_pool_queues: {} },
]

const OTHER_CRITERIA: Given<FlowRunFilter>[] = [
  { id: { any_: [] } },
  { name: { like_: 'etl' } },
  { tags: { is_null_: true } },
  { deployment_id: { is_null_: true } },
  { work_queue_name: { any_: ['default'] } },
  { flow_version: { any_: ['1'] } },
  { start_time: { is_null_: true } },
  { end_time: { is_null_: true } },
  { expected_start_time: {} },
  { next_scheduled_start_time: {} },
  { parent_flow_run_id: { any_: [] } },
  { parent_task_run_id: { is_null_: true } },
  { idempotency_key: { any_: ['key'] } },
  { created_by: { is_null_: false } },
]

describe('what filters ask of the state alone', () => {
  test('is known of all filters that ask for nothing else', () => {
    fc.assert(
      fc.property(statesOnly, (filters) => {
        expect(statesAlone(filters)).toBeDefined()
      }),
    )
  })

  test('is not known where anything else is asked, be it as little as that there is a flow', () => {
    fc.assert(
      fc.property(statesOnly, fc.constantFrom(...OTHER_FILTERS), (filters, other) => {
        expect(statesAlone({ ...filters, ...other })).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(statesOnly, fc.constantFrom(...OTHER_CRITERIA), (filters, other) => {
        expect(statesAlone({ ...filters, flow_runs: { ...filters.flow_runs, ...other } })).toBeUndefined()
      }),
    )
  })
})

describe.each(databases)('counting by the state alone on $name', (kind) => {
  const database = useDatabase(kind)

  beforeAll(async () => {
    const flow = await buildFlow(database())
    for (const { type, name, runs } of STATES) {
      const columns = { flow_id: flow.id, state: null, state_type: type, state_name: name }
      for (let run = 0; run < runs; run++) await buildFlowRun(database(), columns)
    }
    await untilTallied(database())
  })

  const expectSameCount = async (filters: FlowRunFilters) => {
    const counted = await database().write((db) => countFlowRuns(db, filters))
    expect(await countFlowRuns(byTally(database().reader), filters)).toBe(counted)
  }

  test('gives by the tally what going over the runs gives', async () => {
    await fc.assert(fc.asyncProperty(statesOnly, expectSameCount), { numRuns: 400 })
  })

  test.each<FlowRunFilters>([
    {},
    { flow_runs: null },
    { flow_runs: {} },
    { flow_runs: { operator: 'or_' } },
    { flow_runs: { state: null } },
    { flow_runs: { state: { operator: 'or_' } } },
    { flow_runs: { state: { type: { any_: [] } } } },
    { flow_runs: { state: { type: { not_any_: [] } } } },
    { flow_runs: { state: { type: { any_: ['COMPLETED'], not_any_: ['COMPLETED'] } } } },
    { flow_runs: { state: { type: { any_: ['COMPLETED'], not_any_: [] } } } },
    { flow_runs: { state: { type: { any_: [...ENDED_TYPES] } } } },
    { flow_runs: { state: { type: { not_any_: [...ENDED_TYPES] } } } },
    { flow_runs: { state: { type: { any_: ['COMPLETED'] }, name: { any_: ['Late'] } } } },
    { flow_runs: { state: { operator: 'or_', type: { any_: ['COMPLETED'] }, name: { any_: ['Late'] } } } },
    { flow_runs: { state: { operator: 'or_', type: { any_: [] }, name: { not_any_: ['Late'] } } } },
  ])('so it does with %j', expectSameCount)

  test('leaves what else is asked to a look at the runs', async () => {
    const { reader } = database()
    await expect(countFlowRuns(byTally(reader), { flows: {} })).rejects.toThrow()
    const all = STATES.reduce((sum, { runs }) => sum + runs, 0)
    expect(await countFlowRuns(reader, { flows: {} })).toBe(all)
    expect(await countFlowRuns(reader, {})).toBe(all)
  })
})
