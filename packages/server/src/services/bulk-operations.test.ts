import { json } from '@reeve/database'
import { type BuiltState, buildDeployment, buildFlow, buildFlowRun, databases } from '@reeve/testkit'
import {
  type BulkOperation,
  type FlowRunResponse,
  type JsonObject,
  printInstant,
  readInstant,
} from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { bulkOperationBindings } from '../routes/bulk-operations.ts'
import { deploymentBindings } from '../routes/deployments.ts'
import { flowRunBindings } from '../routes/flow-runs.ts'
import { type Api, openApi, refusal, useApi } from '../routes/testing.ts'
import { bulkOperations } from './bulk-operations.ts'

const PATH = '/reeve/bulk_operations'

const ask = async (api: Api, body: object) => (await api.call<BulkOperation>('POST', PATH, body)).body

const read = async (api: Api, id: string) => (await api.call<BulkOperation>('GET', `${PATH}/${id}`)).body

/** Asks for an operation, lets the service work and reads what became of it. */
const carryOut = async (api: Api, body: object) => {
  const { id } = await ask(api, body)
  await bulkOperations.tick(api.ctx)
  return read(api, id)
}

const buildRuns = async (
  api: Api,
  flow_id: string,
  states: readonly BuiltState[],
  columns: object = {},
): Promise<string[]> => {
  const ids: string[] = []
  for (const state of states) {
    ids.push((await buildFlowRun(api.ctx.database, { flow_id, state, ...columns })).id)
  }
  return ids
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

const ofFlow = (id: string) => ({ flows: { id: { any_: [id] } } })

const runsOf = async (api: Api, flowId: string) =>
  (
    await api.call<FlowRunResponse[]>('POST', '/flow_runs/filter', { ...ofFlow(flowId), sort: 'ID_DESC' })
  ).body.toReversed()

const SCHEDULED = { type: 'SCHEDULED' } as const
const FAILED = { type: 'FAILED' } as const
const BINDINGS = [...bulkOperationBindings, ...flowRunBindings, ...deploymentBindings]

describe.each(databases)('bulk operations on $name', (kind) => {
  const api = useApi(kind, BINDINGS)
  const newFlow = async () => (await buildFlow(api().ctx.database)).id
  const tick = () => bulkOperations.tick(api().ctx)

  /** A flow with so many scheduled runs, and an operation that has cancelled the first of them. */
  const beginSlowly = async (runs: number) => {
    const flow = await newFlow()
    const ids = await buildRuns(api(), flow, times(runs, SCHEDULED))
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow), rate: 10 })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'running', total: runs, done: 1 })
    return { flow, ids, id }
  }

  test('an operation is answered at once, and cancels every run that matches when its turn comes', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [...times(25, SCHEDULED), { type: 'COMPLETED' }, { type: 'RUNNING' }])
    const others = await newFlow()
    await buildRuns(api(), others, [SCHEDULED])

    const answer = await api().call<BulkOperation>('POST', PATH, {
      kind: 'cancel',
      ...ofFlow(flow),
      message: 'Not tonight',
    })
    expect(answer).toMatchObject({
      status: 202,
      body: { kind: 'cancel', status: 'pending', total: null, done: 0, flows: { id: { any_: [flow] } } },
    })
    await tick()

    expect(await read(api(), answer.body.id)).toMatchObject({
      status: 'completed',
      total: 26,
      done: 26,
      accepted: 26,
      reasons: [],
      remaining: 0,
      message: 'Not tonight',
    })
    const runs = await runsOf(api(), flow)
    expect(typesOf(runs)).toEqual([...times(25, 'CANCELLED'), 'COMPLETED', 'CANCELLING'])
    expect(runs[0]?.state?.message).toBe('Not tonight')
    expect(typesOf(await runsOf(api(), others))).toEqual(['SCHEDULED'])
  })

  test('every run is left to the rules, and refusals are counted by their reasons', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [FAILED, FAILED, { type: 'RUNNING' }, { type: 'CANCELLING' }])
    const state = { type: 'PAUSED', name: 'Held', message: 'Wait' }
    const operation = await carryOut(api(), { kind: 'set_state', ...ofFlow(flow), state })
    expect(operation).toMatchObject({
      status: 'completed',
      total: 4,
      accepted: 1,
      rejected: 1,
      aborted: 2,
      reasons: [
        { status: 'ABORT', reason: 'Run is already in terminal state FAILED.', count: 2 },
        { status: 'REJECT', reason: expect.stringContaining('cancelling'), count: 1 },
      ],
      state: { type: 'PAUSED', name: 'Held' },
    })
    const forced = await carryOut(api(), { kind: 'set_state', ...ofFlow(flow), state, force: true })
    expect(forced).toMatchObject({ accepted: 4, rejected: 0, aborted: 0, force: true })
    expect((await runsOf(api(), flow)).map(({ state_name }) => state_name)).toEqual(times(4, 'Held'))
  })

  test('runs that ended are retried as clients do it, those without a deployment only by force', async () => {
    const flow = await newFlow()
    const deployment = await buildDeployment(api().ctx.database, { flow_id: flow })
    await buildRuns(api(), flow, [FAILED, { type: 'CRASHED' }], { deployment_id: deployment.id })
    await buildRuns(api(), flow, [FAILED, SCHEDULED])
    expect(await carryOut(api(), { kind: 'retry', ...ofFlow(flow) })).toMatchObject({
      total: 3,
      accepted: 2,
      aborted: 1,
      reasons: [{ reason: 'Cannot reschedule a run without an associated deployment.' }],
    })
    expect(await carryOut(api(), { kind: 'retry', ...ofFlow(flow), force: true })).toMatchObject({
      total: 1,
      accepted: 1,
    })
    expect((await runsOf(api(), flow)).map(({ state_name }) => state_name)).toEqual([
      ...times(3, 'AwaitingRetry'),
      'Scheduled',
    ])
  })

  test('scheduled runs move to another time', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [
      { ...SCHEDULED, name: 'Late' },
      { ...SCHEDULED, name: 'AwaitingRetry' },
      FAILED,
    ])
    const scheduled_time = '2026-07-01T08:00:00Z'
    const operation = await carryOut(api(), { kind: 'reschedule', ...ofFlow(flow), scheduled_time })
    expect(operation).toMatchObject({ total: 2, accepted: 2, scheduled_time })
    const runs = await runsOf(api(), flow)
    expect(runs.map(({ state_name }) => state_name)).toEqual(['Scheduled', 'AwaitingRetry', 'Failed'])
    expect(runs.map((run) => run.next_scheduled_start_time)).toEqual([scheduled_time, scheduled_time, null])
  })

  test('runs are deleted', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [FAILED, { type: 'RUNNING' }])
    expect(await carryOut(api(), { kind: 'delete', ...ofFlow(flow) })).toMatchObject({
      total: 2,
      accepted: 2,
    })
    expect(await runsOf(api(), flow)).toEqual([])
  })

  test('tags are added once and removed where they are', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [FAILED], { tags: json(['a', 'b']) })
    await buildRuns(api(), flow, [FAILED])
    const tagsOf = async () => (await runsOf(api(), flow)).map(({ tags }) => tags)
    expect(await carryOut(api(), { kind: 'add_tags', ...ofFlow(flow), tags: ['b', 'c'] })).toMatchObject({
      total: 2,
      accepted: 2,
      tags: ['b', 'c'],
    })
    expect(await tagsOf()).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
    await carryOut(api(), { kind: 'remove_tags', ...ofFlow(flow), tags: ['a', 'b'] })
    expect(await tagsOf()).toEqual([['c'], ['c']])
  })

  test('deployments are paused, with what their schedules made gone, and resumed', async () => {
    const flow = await newFlow()
    const { database } = api().ctx
    const ids: string[] = []
    for (const _ of [1, 2, 3]) ids.push((await buildDeployment(database, { flow_id: flow })).id)
    await buildRuns(api(), flow, [SCHEDULED], { deployment_id: ids[0], auto_scheduled: true })
    await buildRuns(api(), flow, [SCHEDULED], { deployment_id: ids[0] })
    const pausedOnes = async () => {
      const deployments = await api().call<JsonObject[]>('POST', '/deployments/filter', ofFlow(flow))
      return deployments.body.filter(({ paused }) => paused).length
    }
    const some = { ...ofFlow(flow), deployments: { id: { any_: ids.slice(0, 2) } } }
    expect(await carryOut(api(), { kind: 'pause_deployments', ...some })).toMatchObject({
      total: 2,
      accepted: 2,
    })
    expect(await pausedOnes()).toBe(2)
    expect(await runsOf(api(), flow)).toHaveLength(1)
    expect(await carryOut(api(), { kind: 'resume_deployments', ...ofFlow(flow) })).toMatchObject({
      accepted: 3,
    })
    expect(await pausedOnes()).toBe(0)
  })

  test('a dry run counts and tells what would become of the first, and writes nothing', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [...times(24, SCHEDULED), FAILED])
    const before = await runsOf(api(), flow)
    const state = { type: 'CANCELLING' }
    const dry = await carryOut(api(), { kind: 'set_state', ...ofFlow(flow), state, dry_run: true })
    expect(dry).toMatchObject({ status: 'completed', dry_run: true, total: 25, done: 0, accepted: 0 })
    expect(dry.sample).toHaveLength(20)
    expect(dry.sample[0]).toEqual({
      id: before[0]?.id,
      name: before[0]?.name,
      status: 'REJECT',
      reason: 'Scheduled flow run has no infrastructure to terminate.',
      state_type: 'CANCELLED',
      state_name: 'Cancelled',
    })
    expect(await runsOf(api(), flow)).toEqual(before)

    const deletion = await carryOut(api(), { kind: 'delete', ...ofFlow(flow), dry_run: true })
    expect(deletion.sample.at(-1)).toMatchObject({ status: 'ACCEPT', state_type: null })
    expect(await runsOf(api(), flow)).toEqual(before)
  })

  test('a rate is held, and what remains is told', async () => {
    const { id } = await beginSlowly(30)
    await tick()
    expect(await read(api(), id)).toMatchObject({ done: 1, remaining: 29 })
    api().clock.advance(1)
    await tick()
    const later = await read(api(), id)
    expect(later).toMatchObject({ done: 11, remaining: 19, per_second: 11 })
    expect(later.expected_end).toBe('2026-01-01T00:00:02.727273Z')
    api().clock.advance(600)
    await tick()
    expect((await read(api(), id)).done).toBeLessThanOrEqual(22)
    await api().call('POST', `${PATH}/${id}/cancel`)
  })

  test('an operation is paused between two batches, goes on where it was, and can be ended', async () => {
    const { flow, id } = await beginSlowly(4)
    const paused = await api().call('POST', `${PATH}/${id}/pause`)
    expect(paused).toMatchObject({ status: 200, body: { status: 'paused', done: 1, expected_end: null } })
    expect(await api().call('POST', `${PATH}/${id}/pause`)).toMatchObject({ status: 200 })
    api().clock.advance(60)
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'paused', done: 1 })

    expect(await api().call('POST', `${PATH}/${id}/resume`)).toMatchObject({ body: { status: 'running' } })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'running', done: 2 })

    const ended = await api().call('POST', `${PATH}/${id}/cancel`)
    expect(ended).toMatchObject({ status: 200, body: { status: 'cancelled', done: 2, remaining: 0 } })
    api().clock.advance(60)
    await tick()
    expect(typesOf(await runsOf(api(), flow))).toEqual(['CANCELLED', 'CANCELLED', 'SCHEDULED', 'SCHEDULED'])
    for (const control of ['pause', 'resume', 'cancel']) {
      expect(await api().call('POST', `${PATH}/${id}/${control}`)).toEqual({
        status: 409,
        body: { detail: `Cannot ${control} the bulk operation: it is cancelled already.` },
        headers: expect.anything(),
      })
    }
  })

  test('one that is paused before it began begins when it is resumed', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [SCHEDULED])
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow) })
    await api().call('POST', `${PATH}/${id}/pause`)
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'paused', started: null, total: null })
    expect(await api().call('POST', `${PATH}/${id}/resume`)).toMatchObject({ body: { status: 'pending' } })
    await tick()
    expect(await read(api(), id)).toMatchObject({ status: 'completed', accepted: 1 })
  })

  test('runs that match no longer are passed over, and those made since are left alone', async () => {
    const { flow, ids, id } = await beginSlowly(3)
    const state = { type: 'COMPLETED' }
    await api().call('POST', `/flow_runs/${ids[2]}/set_state`, { state, force: true })
    api().clock.advance(1)
    const created = await api().call<FlowRunResponse>('POST', '/flow_runs/', {
      flow_id: flow,
      state: SCHEDULED,
    })
    await tick()
    expect(await read(api(), id)).toMatchObject({
      status: 'completed',
      total: 3,
      done: 3,
      accepted: 2,
      skipped: 1,
    })
    const types = Object.fromEntries((await runsOf(api(), flow)).map((run) => [run.id, run.state_type]))
    expect(types).toEqual({
      [ids[0] as string]: 'CANCELLED',
      [ids[1] as string]: 'CANCELLED',
      [ids[2] as string]: 'COMPLETED',
      [created.body.id]: 'SCHEDULED',
    })
  })

  test('a run that cannot be changed is counted and does not keep the others from it', async () => {
    const flow = await newFlow()
    const ids = await buildRuns(api(), flow, times(5, SCHEDULED))
    await forbidStatesOf(api(), ids[2] as string)
    expect(await carryOut(api(), { kind: 'cancel', ...ofFlow(flow) })).toMatchObject({
      status: 'completed',
      total: 5,
      accepted: 4,
      failed: 1,
      reasons: [{ status: 'FAILED', reason: expect.stringContaining('fault of the server'), count: 1 }],
    })
    expect(typesOf(await runsOf(api(), flow))).toEqual([
      'CANCELLED',
      'CANCELLED',
      'SCHEDULED',
      'CANCELLED',
      'CANCELLED',
    ])
  })

  test('another server goes on with what one left behind, and the first leaves it alone from then on', async () => {
    const { ids, id } = await beginSlowly(6)
    const other = await openApi(api().ctx.database, BINDINGS)
    other.clock.set(api().clock.advance(0.2))
    await bulkOperations.tick(other.ctx)
    const isShared = kind.name === 'postgresql'
    expect(await read(api(), id)).toMatchObject({ done: isShared ? 1 : 3 })

    other.clock.set(api().clock.advance(11))
    await bulkOperations.tick(other.ctx)
    await Promise.all([tick(), bulkOperations.tick(other.ctx)])
    other.clock.advance(1)
    await bulkOperations.tick(other.ctx)
    expect(await read(api(), id)).toMatchObject({ status: 'completed', done: 6, accepted: 6 })
    for (const run of ids) {
      const states = await api().call<JsonObject[]>('GET', `/flow_run_states/?flow_run_id=${run}`)
      expect(states.body.map(({ type }) => type)).toEqual(['SCHEDULED', 'CANCELLED'])
    }
    await other.close()
  })

  test('what becomes of an operation is told by events', async () => {
    const flow = await newFlow()
    await buildRuns(api(), flow, [SCHEDULED])
    const { id } = await ask(api(), { kind: 'cancel', ...ofFlow(flow) })
    for (const control of ['pause', 'resume']) await api().call('POST', `${PATH}/${id}/${control}`)
    await tick()
    const resource = {
      'prefect.resource.id': `reeve.bulk-operation.${id}`,
      'prefect.resource.name': 'cancel',
    }
    const events = (await api().events()).filter((event) => isAbout(event, id))
    expect(events.map(({ event }) => event)).toEqual(
      ['created', 'paused', 'resumed', 'started', 'completed'].map(
        (change) => `reeve.bulk-operation.${change}`,
      ),
    )
    expect(events.at(-1)).toMatchObject({ resource, payload: { kind: 'cancel', total: 1, accepted: 1 } })
  })

  test('operations are listed newest first and counted, by what is asked of them', async () => {
    const flow = await newFlow()
    api().clock.advance(3_600)
    const since = { created: { after_: printInstant(api().clock.now()) } }
    const all: string[] = []
    for (const body of [
      { kind: 'delete', ...ofFlow(flow), dry_run: true },
      { kind: 'cancel', ...ofFlow(flow), rate: 5 },
      { kind: 'delete', ...ofFlow(flow) },
    ]) {
      all.push((await ask(api(), body)).id)
      api().clock.advance(1)
    }
    await api().call('POST', `${PATH}/${all[1]}/pause`)
    const find = async (filter: object, page: object = {}) => {
      const bulk_operations = { ...since, ...filter }
      const { body } = await api().call<BulkOperation[]>('POST', `${PATH}/filter`, {
        bulk_operations,
        ...page,
      })
      return body.map(({ id }) => all.indexOf(id))
    }
    expect(await find({})).toEqual([2, 1, 0])
    expect(await find({}, { limit: 1, offset: 1 })).toEqual([1])
    expect(await find({ kind: { any_: ['delete'] } })).toEqual([2, 0])
    expect(await find({ status: { any_: ['paused'] } })).toEqual([1])
    expect(await find({ status: { not_any_: ['paused'] }, dry_run: { eq_: false } })).toEqual([2])
    expect(await find({ id: { any_: [all[0]] } })).toEqual([0])
    const count = await api().call('POST', `${PATH}/count`, { bulk_operations: since })
    expect(count).toMatchObject({ status: 200, body: 3 })
    expect(await api().call('POST', `${PATH}/filter`, { limit: 999 })).toMatchObject({ status: 422 })
    await tick()
  })

  test('times in filters are as exact as they were sent, here and when runs are selected', async () => {
    const flow = await newFlow()
    const at = '2026-03-01T10:00:00.123456Z'
    const columns = { expected_start_time: readInstant(at) }
    await buildRuns(api(), flow, [SCHEDULED], columns)
    const window = (before_: string) => ({ ...ofFlow(flow), flow_runs: { expected_start_time: { before_ } } })
    const none = await carryOut(api(), { kind: 'cancel', ...window('2026-03-01T10:00:00.123455Z') })
    expect(none).toMatchObject({ status: 'completed', total: 0, done: 0 })
    const one = await carryOut(api(), { kind: 'cancel', ...window('2026-03-01T11:00:00.123456+01:00') })
    expect(one).toMatchObject({ accepted: 1, flow_runs: { expected_start_time: { before_: at } } })
  })

  test.each([
    [{}, 'missing', ['body', 'kind']],
    [{ kind: 'explode' }, 'enum', ['body', 'kind']],
    [{ kind: 'cancel', flow_runs: {}, speed: 1 }, 'extra_forbidden', ['body', 'speed']],
    [{ kind: 'cancel' }, 'value_error', ['body', 'flow_runs']],
    [{ kind: 'pause_deployments' }, 'value_error', ['body', 'deployments']],
    [{ kind: 'cancel', flow_runs: { state: { type: { any_: ['DONE'] } } } }, 'enum'],
    [{ kind: 'cancel', flow_runs: { nonsense: {} } }, 'extra_forbidden'],
    [{ kind: 'set_state', flow_runs: {} }, 'value_error', ['body', 'state']],
    [{ kind: 'set_state', flow_runs: {}, state: { type: 'DONE' } }, 'enum', ['body', 'state', 'type']],
    [{ kind: 'cancel', flow_runs: {}, state: { type: 'FAILED' } }, 'value_error', ['body', 'state']],
    [{ kind: 'delete', flow_runs: {}, force: true }, 'value_error', ['body', 'force']],
    [{ kind: 'reschedule', flow_runs: {} }, 'value_error', ['body', 'scheduled_time']],
    [{ kind: 'add_tags', flow_runs: {} }, 'value_error', ['body', 'tags']],
    [{ kind: 'add_tags', flow_runs: {}, tags: [] }, 'value_error', ['body', 'tags']],
    [{ kind: 'add_tags', flow_runs: {}, tags: [''] }, 'string_too_short', ['body', 'tags', 0]],
    [{ kind: 'cancel', flow_runs: {}, rate: 0 }, 'greater_than', ['body', 'rate']],
    [{ kind: 'cancel', flow_runs: {}, rate: 'fast' }, 'float_parsing', ['body', 'rate']],
  ])('%j is refused as %s', async (body, type, loc?) => {
    expect(await api().call('POST', PATH, body)).toMatchObject(refusal(type, loc))
  })

  test('what is not there answers 404', async () => {
    const missing = { status: 404, body: { detail: 'Bulk operation not found' } }
    const path = `${PATH}/00000000-0000-4000-8000-000000000000`
    expect(await api().call('GET', path)).toMatchObject(missing)
    for (const control of ['pause', 'resume', 'cancel'])
      expect(await api().call('POST', `${path}/${control}`)).toMatchObject(missing)
  })
})

const typesOf = (runs: readonly FlowRunResponse[]) => runs.map(({ state_type }) => state_type)

const isAbout = ({ resource }: JsonObject, id: string) =>
  (resource as JsonObject)['prefect.resource.id'] === `reeve.bulk-operation.${id}`

/** Makes the database refuse new states of a run, for a reason that nobody foresaw. */
async function forbidStatesOf({ ctx: { database } }: Api, run: string): Promise<void> {
  const statements =
    database.dialect.name === 'sqlite'
      ? [
          `CREATE TRIGGER forbidden BEFORE INSERT ON flow_run_state WHEN NEW.flow_run_id = '${run}'
             BEGIN SELECT RAISE(ABORT, 'forbidden'); END`,
        ]
      : [
          `CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'forbidden'; END $$`,
          `CREATE TRIGGER forbidden BEFORE INSERT ON flow_run_state FOR EACH ROW
             WHEN (NEW.flow_run_id = '${run}') EXECUTE FUNCTION forbid()`,
        ]
  for (const text of statements)
    await database.write((db) => db.run({ name: text.slice(0, 60), text: () => text }, []))
}
