import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { EventFilter } from '../filters/events.ts'
import type { Instant } from '../instant.ts'
import type { JsonObject } from '../json.ts'
import { AutomationCreate } from '../resources/automations.ts'
import { FlowRunCreate, FlowRunPolicy } from '../resources/flow-runs.ts'
import { type StateCreate, StateDetails } from '../resources/states.ts'
import type { BodyOf } from '../route.ts'
import { routes } from '../routes/all.ts'
import { flowRunRoutes } from '../routes/flow-runs.ts'
import { logRoutes } from '../routes/logs.ts'
import Type from '../type.ts'
import { currentContext, DEFAULT_LIMITS, type ParseContext } from './context.ts'
import { compileParser } from './parser.ts'

const ID = '11111111-1111-4111-8111-111111111111'
const now = '2024-05-06 07:08:09.000010' as Instant
const context: ParseContext = { ...currentContext(), now }

const parseState = compileParser(flowRunRoutes.setFlowRunState.body)
const stateOf = (state: unknown) => parseState({ state }, context).value?.state

describe('a state', () => {
  test('gets every detail, a name and no time that was not sent', () => {
    expect(stateOf({ type: 'RUNNING' })).toEqual({
      type: 'RUNNING',
      name: 'Running',
      message: null,
      data: null,
      state_details: compileParser(StateDetails)({}, context).value,
    })
  })

  test('that is scheduled is due now unless it says when', () => {
    expect(stateOf({ type: 'SCHEDULED' })?.state_details.scheduled_time).toBe(now)
    expect(
      stateOf({ type: 'SCHEDULED', state_details: { scheduled_time: '2024-01-01T02:00:00+02:00' } })
        ?.state_details,
    ).toMatchObject({ scheduled_time: '2024-01-01 00:00:00.000000' })
  })

  test('is read into its type', () => {
    expectTypeOf<BodyOf<typeof flowRunRoutes.setFlowRunState>>().toEqualTypeOf<{
      state: StateCreate
      force: boolean
    }>()
    expectTypeOf<StateCreate['state_details']['scheduled_time']>().toEqualTypeOf<Instant | null>()
  })
})

describe('a flow run', () => {
  const parse = compileParser(FlowRunCreate)

  test('has its defaults, each request its own', () => {
    const [first, second] = [parse({ flow_id: ID }, context), parse({ flow_id: ID }, context)]
    expect(first.value).toMatchObject({
      tags: [],
      labels: {},
      parameters: {},
      state: null,
      job_variables: null,
    })
    expect(first.value).toEqual(second.value)
    expect(first.value?.labels).not.toBe(second.value?.labels)
    expect(first.value?.parameters).not.toBe(second.value?.parameters)
    expect(first.value?.empirical_policy).not.toBe(second.value?.empirical_policy)
  })

  test.each([null, '', 0, [], false])('named %j has no name yet', (name) => {
    expect(parse({ flow_id: ID, name }, context).value).not.toHaveProperty('name')
  })

  test('keeps its parameters as they are', () => {
    const parameters = { when: '2024-01-01T00:00:00+02:00', count: '5', nested: [{ a: null }] }
    expect(parse({ flow_id: ID, parameters }, context).value?.parameters).toBe(parameters)
  })

  test.each([
    ['a', 524_279, true],
    ['a', 524_281, false],
    ['é', 87_379, true],
    ['é', 87_381, false],
  ])('with a parameter of %j times %i is within the limit: %j', (character, count, fits) => {
    const { issues = [] } = parse({ flow_id: ID, parameters: { a: character.repeat(count) } }, context)
    expect(issues.length === 0).toBe(fits)
  })

  test('that is too large is told by how much', () => {
    const limits = { ...DEFAULT_LIMITS, maxParameterSize: 10 }
    const [issue] = parse({ flow_id: ID, parameters: { a: 'xxxxxx' } }, { ...context, limits }).issues ?? []
    expect(issue).toMatchObject({
      type: 'value_error',
      loc: ['body', 'parameters'],
      msg: 'Value error, Flow run parameters must be less than 10 bytes when serialized (got 14 bytes).',
    })
  })
})

describe('a policy', () => {
  const parse = compileParser(FlowRunPolicy)

  test('takes retries from the names that old clients use', () => {
    expect(parse({ max_retries: 3, retry_delay_seconds: 2 }, context).value).toMatchObject({
      max_retries: 3,
      retries: 3,
      retry_delay_seconds: 2,
      retry_delay: 2,
    })
  })

  test('keeps each pause once', () => {
    expect(parse({ pause_keys: ['a', 'b', 'a'] }, context).value?.pause_keys).toEqual(['a', 'b'])
  })
})

describe('events', () => {
  test('are looked for in the last 180 days up to now', () => {
    expect(compileParser(EventFilter)({}, context).value?.occurred).toEqual({
      since: '2023-11-08 00:00:00.000000',
      until: now,
    })
  })
})

describe('a group of parameters', () => {
  test('may be missing where all have defaults', () => {
    expect(compileParser(flowRunRoutes.readFlowRuns.body)(undefined, context).value).toMatchObject({
      sort: 'ID_DESC',
      offset: 0,
      limit: null,
      flow_runs: null,
    })
  })

  test('of a query is read from texts', () => {
    const parse = compileParser(flowRunRoutes.readFlowRunGraphV2.query, 'query')
    expect(parse({ since: '1704067200' }, context).value).toEqual({ since: '2024-01-01 00:00:00.000000' })
    expect(parse({}, context).value).toEqual({ since: '0001-01-01 00:00:00.000000' })
  })
})

describe('hostile input', () => {
  const hostile = JSON.parse(
    '{"flow_id":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  )

  test('is refused key by key', () => {
    const { issues = [] } = compileParser(FlowRunCreate)(hostile, context)
    expect(issues.map(({ loc }) => loc.at(-1))).toEqual(['flow_id', '__proto__', 'constructor'])
  })

  test('does not reach prototypes', () => {
    const labels = JSON.parse('{"__proto__":"x","toString":"y"}')
    const parsed = compileParser(FlowRunCreate)({ flow_id: ID, labels }, context).value
    expect(Object.keys(parsed?.labels ?? {})).toEqual(['__proto__', 'toString'])
    expect(Object.getPrototypeOf(parsed?.labels)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('nested ten thousand deep is read where anything may be', () => {
    let deep: JsonObject = {}
    for (let depth = 0; depth < 10_000; depth++) deep = { deep }
    expect(
      compileParser(FlowRunCreate)(
        { flow_id: ID, parameters: { deep } },
        { ...context, limits: { ...DEFAULT_LIMITS, maxParameterSize: 0 } },
      ).issues,
    ).toBeUndefined()
    expect(
      compileParser(FlowRunCreate)({ flow_id: deep, tags: [deep], labels: deep }, context).issues,
    ).toHaveLength(6)
  })

  test('of triggers in triggers ends at some depth', () => {
    let trigger: unknown = { type: 'event', posture: 'Reactive' }
    for (let depth = 0; depth < 10_000; depth++) {
      trigger = { type: 'compound', require: 'any', within: 1, triggers: [trigger] }
    }
    const { issues = [] } = compileParser(AutomationCreate)({ name: 'a', trigger, actions: [] }, context)
    expect(issues.some(({ type }) => type === 'recursion_loop')).toBe(true)
  })

  test('with a million mistakes is told about a thousand', () => {
    const parse = compileParser(logRoutes.createLogs.body)
    expect(parse(new Array(1_000_000).fill(5), context).issues).toHaveLength(1_000)
  })
})

describe('whatever comes', () => {
  const bodies = routes.flatMap(({ body, operationId }) => (body ? [{ body, operationId }] : []))

  test('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.jsonValue(), ({ body }, input) => {
        const parsed = compileParser(body)(input, context)
        expect(parsed.issues === undefined || parsed.issues.length > 0).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('the issues of a request stand where the request has a value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.jsonValue(), ({ body }, input) => {
        for (const { loc } of compileParser(body)(input, context).issues ?? []) expect(loc[0]).toBe('body')
      }),
      { numRuns: 500 },
    )
  })
})

test('a filter reads what it wrote', () => {
  const parse = compileParser(flowRunRoutes.readFlowRuns.body)
  const names = fc.option(fc.array(fc.string()), { nil: null })
  const filter = fc.record({
    flow_runs: fc.record({
      name: fc.record({ any_: names, like_: fc.option(fc.string(), { nil: null }) }),
      id: fc.record({ any_: fc.option(fc.array(fc.uuid()), { nil: null }) }),
    }),
    offset: fc.nat(),
    limit: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null }),
  })
  fc.assert(
    fc.property(filter, (sent) => {
      const read = parse(sent, context).value
      expect(read).toMatchObject(sent)
      expect(parse(read, context).value).toEqual(read)
    }),
  )
})

test('a union takes the member that fits best', () => {
  const parse = compileParser(
    Type.Object({ label: Type.Union([Type.Boolean(), Type.Integer(), Type.String()]) }),
  )
  expect(['true', 1, true, '1'].map((label) => parse({ label }, context).value?.label)).toEqual([
    'true',
    1,
    true,
    '1',
  ])
})
