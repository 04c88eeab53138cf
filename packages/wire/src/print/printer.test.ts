import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addSeconds, type Instant, readInstant } from '../instant.ts'
import { compileParser } from '../parse/parser.ts'
import { FlowRunResponse } from '../resources/flow-runs.ts'
import { Graph } from '../resources/graph.ts'
import { DeploymentSchedule } from '../resources/schedules.ts'
import { State } from '../resources/states.ts'
import { routes } from '../routes/all.ts'
import Type from '../type.ts'
import { compilePrinter } from './printer.ts'

const created = '2024-01-02 03:04:05.000000' as Instant
const ID = '11111111-1111-4111-8111-111111111111'
const state = { id: ID, type: 'RUNNING', timestamp: addSeconds(created, 0.5) }

test('a record comes out with every field of its shape and no other', () => {
  const printed = compilePrinter(FlowRunResponse)({ id: ID, flow_id: ID, name: 'n', created, secret: 1 })
  expect(Object.keys(printed as object)).toEqual(Object.keys(FlowRunResponse.properties))
  expect(printed).toMatchObject({ created: '2024-01-02T03:04:05Z', tags: [], labels: {}, end_time: null })
})

test('instants are printed wherever the shape has them', () => {
  const printed = compilePrinter(FlowRunResponse)({
    state: { ...state, state_details: { scheduled_time: created } },
  }) as { state: { timestamp: string; state_details: Record<string, unknown> } }
  expect(printed.state.timestamp).toBe('2024-01-02T03:04:05.500000Z')
  expect(printed.state.state_details).toMatchObject({
    scheduled_time: '2024-01-02T03:04:05Z',
    deferred: false,
  })
})

test('free-form data is passed on untouched', () => {
  const parameters = { at: created, deep: { list: [created] } }
  const data = { timestamp: created }
  const printed = compilePrinter(FlowRunResponse)({ parameters, state: { ...state, data } })
  expect(printed).toMatchObject({ parameters, state: { data } })
  expect((printed as { parameters: unknown }).parameters).toBe(parameters)
})

test('the record stays as it is', () => {
  const record = { created, state }
  const before = structuredClone(record)
  compilePrinter(FlowRunResponse)(record)
  expect(record).toEqual(before)
})

test('the member of a union is found by its fields', () => {
  const print = compilePrinter(DeploymentSchedule)
  expect(print({ schedule: { interval: 60, anchor_date: created } })).toMatchObject({
    schedule: { interval: 60, anchor_date: '2024-01-02T03:04:05Z', timezone: null },
  })
  expect(print({ schedule: { cron: '* * * * *' } })).toMatchObject({
    schedule: { cron: '* * * * *', day_or: true, timezone: null },
  })
})

test('pairs and lists are printed member by member', () => {
  const node = { kind: 'task-run', id: ID, start_time: created, artifacts: [] }
  expect(compilePrinter(Graph)({ nodes: [[ID, node]], states: [state] })).toMatchObject({
    nodes: [[ID, { start_time: '2024-01-02T03:04:05Z', artifacts: [] }]],
    states: [{ timestamp: '2024-01-02T03:04:05.500000Z' }],
  })
})

test('what is printed is read back as the same instant', () => {
  const print = compilePrinter(State)
  const parse = compileParser(
    Type.Object({ at: Type.Unsafe<Instant>({ type: 'string', format: 'date-time' }) }),
  )
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2e9, noNaN: true }), (seconds) => {
      const timestamp = addSeconds(created, seconds)
      const { timestamp: printed } = print({ timestamp }) as { timestamp: string }
      expect(readInstant(printed)).toBe(timestamp)
      expect(parse({ at: printed }).value?.at).toBe(timestamp)
    }),
  )
})

test('no answer of any route is thrown at', () => {
  const responses = routes.flatMap(({ response }) => (response ? [response] : []))
  fc.assert(
    fc.property(fc.constantFrom(...responses), fc.jsonValue(), (response, value) => {
      expect(() => JSON.stringify(compilePrinter(response)(value))).not.toThrow()
    }),
    { numRuns: 1_000 },
  )
})
