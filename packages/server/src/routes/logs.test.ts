import { buildFlowRun, databases } from '@reeve/testkit'
import type { JsonObject, Log } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { logBindings } from './logs.ts'
import { type Api, refusal, useApi } from './testing.ts'

const MISSING = '00000000-0000-4000-8000-000000000000'
const TASK = '00000000-0000-4000-8000-000000000002'

const log = (fields: object = {}) => ({
  name: 'prefect.flow_runs',
  level: 20,
  message: 'hello',
  timestamp: '2026-01-01T00:00:00Z',
  ...fields,
})

const logsOf = async (api: Api, flowRunId: string) =>
  (await api.call<Log[]>('POST', '/logs/filter', { logs: { flow_run_id: { any_: [flowRunId] } } })).body

describe.each(databases)('logs on $name', (kind) => {
  const api = useApi(kind, logBindings)

  test('logs are stored as they were sent, NULs removed', async () => {
    const { id } = await buildFlowRun(api().ctx.database)
    const sent = [
      log({ flow_run_id: id, task_run_id: TASK, level: 40, timestamp: '2026-01-01T00:00:00.000001+00:00' }),
      log({ flow_run_id: id, name: 'a\0b', message: 'x\0y', timestamp: '2026-01-01T02:00:01+01:00' }),
    ]
    expect(await api().call('POST', '/logs/', sent)).toMatchObject({ status: 201, body: null })
    expect(await logsOf(api(), id)).toMatchObject([
      {
        level: 40,
        task_run_id: TASK,
        timestamp: '2026-01-01T00:00:00.000001Z',
        created: '2026-01-01T00:00:00Z',
      },
      { name: 'ab', message: 'xy', task_run_id: null, timestamp: '2026-01-01T01:00:01Z' },
    ])
  })

  test('a request may carry no logs, or thousands', async () => {
    const { id } = await buildFlowRun(api().ctx.database)
    expect(await api().call('POST', '/logs/', [])).toMatchObject({ status: 201, body: null })
    const many = Array.from({ length: 5000 }, (_, index) =>
      log({ flow_run_id: id, message: `line ${index}` }),
    )
    expect(await api().call('POST', '/logs/', many)).toMatchObject({ status: 201 })
    const { body } = await api().call<string>('GET', `/flow_runs/${id}/logs/download`)
    const lines = body.split('\r\n').slice(1, -1)
    expect(new Set(lines.map((line) => line.split(',').at(-1)))).toEqual(
      new Set(many.map(({ message }) => message)),
    )
    expect(lines).toHaveLength(5000)
  })

  test.each([
    [undefined, 'missing', ['body']],
    [log(), 'is_instance_of', ['body']],
    [[{}], 'missing', ['body', 0, 'name']],
    [[log({ message: null })], 'string_type', ['body', 0, 'message']],
    [[log({ level: 20.5 })], 'int_from_float', ['body', 0, 'level']],
    [[log({ flow_run_id: 'abc' })], 'uuid_parsing', ['body', 0, 'flow_run_id']],
    [[log({ timestamp: 'abc' })], 'value_error', ['body', 0, 'timestamp']],
    [[log(), log({ other: 1 })], 'extra_forbidden', ['body', 1, 'other']],
  ])('%j is refused as %s at %j and nothing is stored', async (body, type, loc) => {
    const before = await count(api())
    expect(await api().call('POST', '/logs/', body)).toMatchObject(refusal(type, loc))
    expect(await count(api())).toBe(before)
  })

  test('a level that the database cannot hold is refused, not an error of the server', async () => {
    const { status } = await api().call('POST', '/logs/', [log({ level: 3_000_000_000 })])
    expect(status).toBe(kind.name === 'sqlite' ? 201 : 422)
  })

  test('logs are listed under a filter, sorted and cut into pages', async () => {
    const { id } = await buildFlowRun(api().ctx.database)
    const at = (second: number, level: number) =>
      log({ flow_run_id: id, level, message: `m${second}`, timestamp: `2026-01-01T00:00:0${second}Z` })
    await api().call('POST', '/logs/', [at(1, 10), at(2, 20), at(3, 30)])
    const listed = await api().call<Log[]>('POST', '/logs/filter', {
      logs: { flow_run_id: { any_: [id] }, level: { ge_: 20 } },
      sort: 'TIMESTAMP_DESC',
      limit: 1,
      offset: 1,
    })
    expect(listed.body.map(({ message }) => message)).toEqual(['m2'])
  })

  test.each([
    [{ sort: 'SIDEWAYS' }, 'enum'],
    [{ logs: { text: { query: 'x'.repeat(201) } } }, 'string_too_long'],
    [{ logs: { nonsense: 1 } }, 'extra_forbidden'],
  ])('a list under %j is refused as %s', async (body, type) => {
    expect(await api().call('POST', '/logs/filter', body)).toMatchObject(refusal(type))
  })

  test('a list of more than 200 is refused', async () => {
    expect(await api().call('POST', '/logs/filter', { limit: 500 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be less than or equal to 200.' },
    })
  })
})

describe.each(databases)('the download of logs on $name', (kind) => {
  const api = useApi(kind, logBindings)

  test('is CSV in the order of the logs, quoted where needed', async () => {
    const { id } = await buildFlowRun(api().ctx.database, { name: `my run/é "x" (a)!*'` })
    await api().call('POST', '/logs/', [
      log({ flow_run_id: id, message: ' spaces ', timestamp: '2026-01-01T00:00:04Z' }),
      log({ flow_run_id: id, message: 'plain' }),
      log({ flow_run_id: id, message: 'a,"b"\nc', timestamp: '2026-01-01T00:00:01.000100Z' }),
      log({ flow_run_id: id, message: 'cr\rx', task_run_id: TASK, timestamp: '2026-01-01T00:00:02.5Z' }),
      log({ message: 'of no run' }),
    ])
    const { status, body, headers } = await api().call('GET', `/flow_runs/${id}/logs/download`)
    expect(status).toBe(200)
    expect(body).toBe(
      [
        'timestamp,level,flow_run_id,task_run_id,message',
        `2026-01-01 00:00:00+00:00,20,${id},,plain`,
        `2026-01-01 00:00:01.000100+00:00,20,${id},,"a,""b""\nc"`,
        `2026-01-01 00:00:02.500000+00:00,20,${id},${TASK},"cr\rx"`,
        `2026-01-01 00:00:04+00:00,20,${id},, spaces `,
        '',
      ].join('\r\n'),
    )
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition':
        `attachment; filename="flow-run-logs.csv"; filename*=UTF-8''` +
        'my%20run%2F%C3%A9%20%22x%22%20%28a%29%21%2A%27-logs.csv',
    })
  })

  test('loses and repeats nothing where a page ends amid logs of one instant', async () => {
    const { id } = await buildFlowRun(api().ctx.database)
    const many = Array.from({ length: 2500 }, (_, index) =>
      log({
        flow_run_id: id,
        message: `m${index}`,
        timestamp: `2026-01-01T00:00:0${Math.floor(index / 1200)}Z`,
      }),
    )
    await api().call('POST', '/logs/', many)
    const { body } = await api().call<string>('GET', `/flow_runs/${id}/logs/download`)
    const messages = body
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').at(-1))
    expect(messages).toHaveLength(2500)
    expect(new Set(messages).size).toBe(2500)
  })

  test('of a run that is not there answers 404', async () => {
    expect(await api().call('GET', `/flow_runs/${MISSING}/logs/download`)).toMatchObject({
      status: 404,
      body: { detail: 'Flow run not found' },
    })
  })
})

describe.each(databases)('publishing logs on $name', (kind) => {
  const published = useApi(kind, logBindings, { 'server.logs.stream_publishing_enabled': true })
  const silent = useApi(kind, logBindings)

  test('tells what was stored, once, without the times of its row', async () => {
    const told = listen(published())
    await published().call('POST', '/logs/', [log({ message: 'a\0b', timestamp: '2026-01-01T00:00:00.5Z' })])
    await published().call('POST', '/logs/', [])
    expect(told).toEqual([
      {
        id: expect.any(String),
        created: null,
        updated: null,
        name: 'prefect.flow_runs',
        level: 20,
        message: 'ab',
        timestamp: '2026-01-01T00:00:00.500000Z',
        flow_run_id: null,
        task_run_id: null,
      },
    ])
  })

  test('tells nothing of what was refused, nor unless it is switched on', async () => {
    const told = listen(published())
    await published().call('POST', '/logs/', [log(), {}])
    expect(told).toEqual([])
    const off = listen(silent())
    await silent().call('POST', '/logs/', [log()])
    expect(off).toEqual([])
  })
})

const count = async ({ ctx }: Api) =>
  (await ctx.database.quick.sql.selectFrom('log').select('id').execute()).length

function listen({ ctx }: Api): JsonObject[] {
  const told: JsonObject[] = []
  ctx.broadcast.subscribe('logs', (logs) => told.push(...logs))
  return told
}
