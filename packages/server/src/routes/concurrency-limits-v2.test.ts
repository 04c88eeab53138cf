import { databases } from '@reeve/testkit'
import type {
  ConcurrencyLimitV2,
  ConcurrencyLimitWithLeaseResponse,
  GlobalConcurrencyLimitResponse,
} from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { leaseRepossessor } from '../services/lease-repossessor.ts'
import { concurrencyLimitV2Bindings } from './concurrency-limits-v2.ts'
import { type Api, refusal, useApi } from './testing.ts'

const LIMITS = '/v2/concurrency_limits'
const MISSING = '00000000-0000-4000-8000-000000000000'

const make = async (api: Api, body: object) =>
  (await api.call<ConcurrencyLimitV2>('POST', `${LIMITS}/`, body)).body
const read = async (api: Api, name: string) =>
  (await api.call<GlobalConcurrencyLimitResponse>('GET', `${LIMITS}/${name}`)).body
const take = (api: Api, body: object) => api.call('POST', `${LIMITS}/increment`, { slots: 1, ...body })
const giveBack = (api: Api, body: object) => api.call('POST', `${LIMITS}/decrement`, { slots: 1, ...body })
const lease = (api: Api, body: object) =>
  api.call<ConcurrencyLimitWithLeaseResponse>('POST', `${LIMITS}/increment-with-lease`, { slots: 1, ...body })
const giveBackLease = (api: Api, lease_id: string) =>
  api.call('POST', `${LIMITS}/decrement-with-lease`, { lease_id })
const renew = (api: Api, id: string, body?: object) => api.call('POST', `${LIMITS}/leases/${id}/renew`, body)
const row = ({ ctx }: Api, name: string) =>
  ctx.database.quick.sql
    .selectFrom('concurrency_limit_v2')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirstOrThrow()

describe.each(databases)('limits on $name', (kind) => {
  const api = useApi(kind, concurrencyLimitV2Bindings)

  test('a limit is made with its defaults, read by id and name in short form', async () => {
    const made = await api().call<ConcurrencyLimitV2>('POST', `${LIMITS}/`, { name: 'plain', limit: 2 })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'plain',
        limit: 2,
        active: true,
        active_slots: 0,
        denied_slots: 0,
        slot_decay_per_second: 0,
        avg_slot_occupancy_seconds: 2,
      },
    })
    const { id, created, updated } = made.body
    const short = {
      id,
      created,
      updated,
      active: true,
      name: 'plain',
      limit: 2,
      active_slots: 0,
      slot_decay_per_second: 0,
    }
    expect((await api().call('GET', `${LIMITS}/plain`)).body).toEqual(short)
    for (const spelling of [id, id.toUpperCase(), id.replaceAll('-', ''), `%7B${id}%7D`, `urn:uuid:${id}`])
      expect((await api().call('GET', `${LIMITS}/${spelling}`)).body).toEqual(short)
  })

  test('a name is taken once', async () => {
    await make(api(), { name: 'taken', limit: 1 })
    expect(await api().call('POST', `${LIMITS}/`, { name: 'taken', limit: 1 })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Data integrity conflict') },
    })
  })

  test.each([
    [{}, 'missing', 'limit'],
    [{ name: 'a/b', limit: 1 }, 'string_pattern_mismatch', 'name'],
    [{ name: '', limit: 1 }, 'string_pattern_mismatch', 'name'],
    [{ name: 'x', limit: -1 }, 'greater_than_equal', 'limit'],
    [{ name: 'x', limit: 1.5 }, 'int_from_float', 'limit'],
    [{ name: 'x', limit: 1, slot_decay_per_second: -1 }, 'greater_than_equal', 'slot_decay_per_second'],
    [{ name: 'x', limit: 1, active_slots: -1 }, 'greater_than_equal', 'active_slots'],
    [{ name: 'x', limit: 1, denied_slots: -1 }, 'greater_than_equal', 'denied_slots'],
    [{ name: 'x', limit: 1, avg_slot_occupancy_seconds: 1 }, 'extra_forbidden', 'avg_slot_occupancy_seconds'],
  ])('%j is refused as %s in %s', async (body, type, field) => {
    expect(await api().call('POST', `${LIMITS}/`, body)).toMatchObject(refusal(type, ['body', field]))
  })

  test('only what was sent changes; nulls and taken names are conflicts', async () => {
    await make(api(), { name: 'other', limit: 1 })
    const { id } = await make(api(), { name: 'changing', limit: 2, slot_decay_per_second: 0.5 })
    api().clock.advance(1)
    expect(await api().call('PATCH', `${LIMITS}/changing`, { limit: 3 })).toMatchObject({ status: 204 })
    expect(await api().call('PATCH', `${LIMITS}/${id}`, {})).toMatchObject({ status: 204 })
    for (const change of [{ limit: null }, { active: null }, { name: null }, { name: 'other' }])
      expect(await api().call('PATCH', `${LIMITS}/${id}`, change)).toMatchObject({ status: 409 })
    expect(await api().call('PATCH', `${LIMITS}/${id}`, { limit: -1 })).toMatchObject(
      refusal('greater_than_equal'),
    )
    expect(await api().call('PATCH', `${LIMITS}/${id}`, { id: 1 })).toMatchObject(refusal('extra_forbidden'))
    expect(await read(api(), 'changing')).toMatchObject({ limit: 3, slot_decay_per_second: 0.5 })
  })

  test('a limit that is not there answers 404 to everything', async () => {
    const missing = { status: 404, body: { detail: 'Concurrency Limit not found' } }
    for (const name of ['nobody', MISSING]) {
      expect(await api().call('GET', `${LIMITS}/${name}`)).toMatchObject(missing)
      expect(await api().call('PATCH', `${LIMITS}/${name}`, {})).toMatchObject(missing)
      expect(await api().call('DELETE', `${LIMITS}/${name}`)).toMatchObject(missing)
    }
  })

  test('limits are listed by name, with the slots that are taken by now', async () => {
    await make(api(), { name: 'zz-2', limit: 9, active_slots: 4, slot_decay_per_second: 1 })
    await make(api(), { name: 'zz-1', limit: 1 })
    api().clock.advance(2.5)
    const all = await api().call<GlobalConcurrencyLimitResponse[]>('POST', `${LIMITS}/filter`)
    expect(all.body.slice(-2)).toMatchObject([{ name: 'zz-1' }, { name: 'zz-2', active_slots: 2 }])
    const offset = all.body.length - 1
    const page = await api().call('POST', `${LIMITS}/filter`, { limit: 5, offset })
    expect(page.body).toEqual(all.body.slice(-1))
    expect(await api().call('POST', `${LIMITS}/filter`, { limit: 201 })).toMatchObject({
      status: 422,
      body: { detail: 'Invalid limit: must be less than or equal to 200.' },
    })
  })
})

describe.each(databases)('slots on $name', (kind) => {
  const api = useApi(kind, concurrencyLimitV2Bindings)

  test('slots are taken up to the limit, on all limits or on none', async () => {
    const narrow = await make(api(), { name: 'narrow', limit: 2 })
    const wide = await make(api(), { name: 'wide', limit: 9 })
    expect(await take(api(), { names: ['wide', 'narrow', 'nobody'], slots: 2 })).toMatchObject({
      status: 200,
      body: [
        { id: narrow.id, name: 'narrow', limit: 2 },
        { id: wide.id, name: 'wide', limit: 9 },
      ],
    })
    expect(await take(api(), { names: ['wide', 'narrow'] })).toMatchObject({ status: 423 })
    expect(await read(api(), 'wide')).toMatchObject({ active_slots: 2 })
    expect(await read(api(), 'narrow')).toMatchObject({ active_slots: 2 })
    expect(await giveBack(api(), { names: ['narrow'] })).toMatchObject({
      status: 200,
      body: [{ name: 'narrow' }],
    })
    expect(await take(api(), { names: ['narrow', 'narrow'] })).toMatchObject({ status: 200 })
  })

  test('a denial says how long to wait, by how long slots are held', async () => {
    await make(api(), { name: 'slow', limit: 1, active_slots: 1 })
    const denied = await take(api(), { names: ['slow'] })
    expect(denied).toMatchObject({ status: 423, body: { detail: 'Locked' } })
    expect(Number(denied.headers['retry-after'])).toBeGreaterThanOrEqual(2 * 0.75)
    expect(Number(denied.headers['retry-after'])).toBeLessThanOrEqual(2 * 1.3)
    expect(await row(api(), 'slow')).toMatchObject({ denied_slots: 0 })
  })

  test('a denial by a limit that decays says when slots will have come back', async () => {
    await make(api(), { name: 'rate', limit: 1, active_slots: 1, slot_decay_per_second: 0.2 })
    const denied = await take(api(), { names: ['rate'], mode: 'rate_limit' })
    expect(Number(denied.headers['retry-after'])).toBeGreaterThanOrEqual(5 * 0.75)
    expect(Number(denied.headers['retry-after'])).toBeLessThanOrEqual(5 * 1.3)
  })

  test('slots decay in whole ones, and being denied does not put that off', async () => {
    await make(api(), { name: 'decaying', limit: 5, slot_decay_per_second: 1 })
    await take(api(), { names: ['decaying'], slots: 5 })
    api().clock.advance(0.9)
    expect(await take(api(), { names: ['decaying'] })).toMatchObject({ status: 423 })
    api().clock.advance(1.3)
    expect(await read(api(), 'decaying')).toMatchObject({ active_slots: 3 })
    expect(await take(api(), { names: ['decaying'], slots: 2 })).toMatchObject({ status: 200 })
    expect(await take(api(), { names: ['decaying'] })).toMatchObject({ status: 423 })
  })

  test('a limit that is switched off is named but neither counted nor asked', async () => {
    await make(api(), { name: 'off', limit: 1, active_slots: 1, active: false })
    expect(await take(api(), { names: ['off'], slots: 100 })).toMatchObject({
      status: 200,
      body: [{ name: 'off' }],
    })
    expect(await giveBack(api(), { names: ['off'] })).toMatchObject({ status: 200, body: [{ name: 'off' }] })
    expect(await read(api(), 'off')).toMatchObject({ active_slots: 1 })
  })

  test('names without a limit are no obstacle', async () => {
    for (const names of [[], ['nobody']]) {
      expect(await take(api(), { names })).toMatchObject({ status: 200, body: [] })
      expect(await giveBack(api(), { names })).toMatchObject({ status: 200, body: [] })
    }
  })

  test('what no wait could bring is refused at once', async () => {
    await make(api(), { name: 'steady', limit: 2 })
    await make(api(), { name: 'none', limit: 0 })
    const tooMany = { status: 422, body: { detail: 'Slots requested is greater than the limit' } }
    expect(await take(api(), { names: ['steady'], slots: 3 })).toMatchObject(tooMany)
    expect(await take(api(), { names: ['none'] })).toMatchObject(tooMany)
    expect(await take(api(), { names: ['steady'], mode: 'rate_limit' })).toMatchObject({
      status: 422,
      body: {
        detail:
          'Only concurrency limits with slot decay can be used for rate limiting. ' +
          "The following limits do not have a decay configured: 'steady'",
      },
    })
  })

  test('slots given back never go below none, and teach how long they are held', async () => {
    await make(api(), { name: 'learning', limit: 5, active_slots: 3 })
    await giveBack(api(), { names: ['learning'], slots: 2, occupancy_seconds: 24 })
    expect(await row(api(), 'learning')).toMatchObject({ active_slots: 1, avg_slot_occupancy_seconds: 3 })
    await giveBack(api(), { names: ['learning'], slots: 10 })
    expect(await row(api(), 'learning')).toMatchObject({ active_slots: 0, avg_slot_occupancy_seconds: 3 })
  })

  test('a limit of 0 has nothing to learn from', async () => {
    await make(api(), { name: 'closed', limit: 0 })
    expect(await giveBack(api(), { names: ['closed'], occupancy_seconds: 10 })).toMatchObject({ status: 200 })
    expect(await row(api(), 'closed')).toMatchObject({ avg_slot_occupancy_seconds: 2 })
  })

  test.each([
    ['increment', { slots: 1 }, 'missing', 'names'],
    ['increment', { names: ['x'] }, 'missing', 'slots'],
    ['increment', { names: ['x'], slots: 0 }, 'greater_than', 'slots'],
    ['increment', { names: 'x', slots: 1 }, 'list_type', 'names'],
    ['increment', { names: ['x'], slots: 1, mode: 'x' }, 'literal_error', 'mode'],
    ['decrement', { names: ['x'], slots: 0 }, 'greater_than', 'slots'],
    ['decrement', { names: ['x'], slots: 1, occupancy_seconds: 0 }, 'greater_than', 'occupancy_seconds'],
    [
      'increment-with-lease',
      { names: ['x'], slots: 1, lease_duration: 59 },
      'greater_than_equal',
      'lease_duration',
    ],
    [
      'increment-with-lease',
      { names: ['x'], slots: 1, lease_duration: 86_401 },
      'less_than_equal',
      'lease_duration',
    ],
    ['decrement-with-lease', {}, 'missing', 'lease_id'],
    ['decrement-with-lease', { lease_id: 'x' }, 'uuid_parsing', 'lease_id'],
  ])('%s refuses %j as %s in %s', async (verb, body, type, field) => {
    expect(await api().call('POST', `${LIMITS}/${verb}`, body)).toMatchObject(refusal(type, ['body', field]))
  })

  test.each([
    [{ type: 'x', id: MISSING }, 'literal_error', 'type'],
    [{ type: 'flow_run', id: 'y' }, 'uuid_parsing', 'id'],
    [{ type: 'flow_run', id: MISSING, other: 1 }, 'extra_forbidden', 'other'],
  ])('a holder %j is refused as %s in %s', async (holder, type, field) => {
    expect(await lease(api(), { names: ['x'], holder })).toMatchObject(
      refusal(type, ['body', 'holder', field]),
    )
  })
})

describe.each(databases)('leases on $name', (kind) => {
  const api = useApi(kind, concurrencyLimitV2Bindings)
  const leases = () => api().ctx.database.quick.sql.selectFrom('reeve_lease').selectAll().execute()

  test('a lease holds its slots until it is given back, once', async () => {
    const { id } = await make(api(), { name: 'held', limit: 5 })
    const holder = { type: 'flow_run', id: MISSING }
    const { status, body } = await lease(api(), { names: ['held'], slots: 2, holder })
    expect({ status, limits: body.limits }).toEqual({ status: 200, limits: [{ id, name: 'held', limit: 5 }] })
    expect(await leases()).toMatchObject([
      { id: body.lease_id, resource_ids: [id], slots: 2, holder_type: 'flow_run', holder_id: MISSING },
    ])
    api().clock.advance(24)
    for (let time = 0; time < 2; time++)
      expect(await giveBackLease(api(), body.lease_id)).toMatchObject({ status: 204 })
    expect(await row(api(), 'held')).toMatchObject({ active_slots: 0, avg_slot_occupancy_seconds: 3 })
    expect(await leases()).toEqual([])
  })

  test('a denied lease leaves nothing behind', async () => {
    await make(api(), { name: 'full', limit: 1, active_slots: 1 })
    expect(await lease(api(), { names: ['full'] })).toMatchObject({ status: 423, body: { detail: 'Locked' } })
    expect(await leases()).toEqual([])
  })

  test('a lease on nothing, or on limits that are switched off, is still a lease', async () => {
    const off = await make(api(), { name: 'off', limit: 1, active_slots: 1, active: false })
    for (const [names, limits] of [
      [[], []],
      [['nobody'], []],
      [['off'], [{ id: off.id, name: 'off', limit: 1 }]],
    ]) {
      const { status, body } = await lease(api(), { names })
      expect({ status, limits: body.limits }).toEqual({ status: 200, limits })
      await giveBackLease(api(), body.lease_id)
    }
    expect(await read(api(), 'off')).toMatchObject({ active_slots: 1 })
  })

  test('a lease that nobody renews loses its slots when the repossessor comes by', async () => {
    await make(api(), { name: 'lost', limit: 5 })
    const first = await lease(api(), { names: ['lost'], lease_duration: 60 })
    const second = await lease(api(), { names: ['lost'], slots: 2, lease_duration: 60 })
    api().clock.advance(59)
    expect(await renew(api(), second.body.lease_id, { lease_duration: 60 })).toMatchObject({ status: 204 })
    api().clock.advance(2)
    await leaseRepossessor.tick(api().ctx)
    expect(await read(api(), 'lost')).toMatchObject({ active_slots: 2 })
    expect((await row(api(), 'lost')).avg_slot_occupancy_seconds).toBeCloseTo(2 + (61 - 2) / 10)
    expect(await renew(api(), first.body.lease_id)).toMatchObject({
      status: 410,
      body: { detail: 'Lease not found - it may have expired or been revoked' },
    })
    expect(await giveBackLease(api(), first.body.lease_id)).toMatchObject({ status: 204 })
    expect(await read(api(), 'lost')).toMatchObject({ active_slots: 2 })
    await giveBackLease(api(), second.body.lease_id)
  })

  test('an expired lease can be renewed as long as nobody has come by', async () => {
    await make(api(), { name: 'late', limit: 1 })
    const { body } = await lease(api(), { names: ['late'], lease_duration: 60 })
    api().clock.advance(100)
    expect(await renew(api(), body.lease_id)).toMatchObject({ status: 204 })
    await leaseRepossessor.tick(api().ctx)
    expect(await read(api(), 'late')).toMatchObject({ active_slots: 1 })
    await giveBackLease(api(), body.lease_id)
  })

  test('the repossessor ends any number of leases in one tick, also of limits that are gone', async () => {
    await make(api(), { name: 'many', limit: 300 })
    const gone = await make(api(), { name: 'gone', limit: 300 })
    await Promise.all(
      Array.from({ length: 250 }, () => lease(api(), { names: ['many', 'gone'], lease_duration: 60 })),
    )
    await api().call('DELETE', `${LIMITS}/${gone.id}`)
    expect(await read(api(), 'many')).toMatchObject({ active_slots: 250 })
    api().clock.advance(61)
    await Promise.all([leaseRepossessor.tick(api().ctx), leaseRepossessor.tick(api().ctx)])
    expect(await read(api(), 'many')).toMatchObject({ active_slots: 0 })
    expect(await leases()).toEqual([])
  })

  test('durations and ids of renewals are checked', async () => {
    expect(await renew(api(), MISSING, { lease_duration: 59 })).toMatchObject(refusal('greater_than_equal'))
    expect(await renew(api(), MISSING, {})).toMatchObject({ status: 410 })
    expect(await renew(api(), 'abc', {})).toMatchObject(refusal('uuid_parsing', ['path', 'lease_id']))
  })
})

describe.each(databases)('events of limits on $name', (kind) => {
  const api = useApi(kind, concurrencyLimitV2Bindings)

  test('changes of a limit are told, taking and giving back slots is not', async () => {
    const { id } = await make(api(), { name: 'told', limit: 1 })
    await take(api(), { names: ['told'] })
    await giveBack(api(), { names: ['told'] })
    await api().call('PATCH', `${LIMITS}/told`, { limit: 2, active: false })
    await api().call('DELETE', `${LIMITS}/${id}`)
    const events = await api().events()
    const payload = { name: 'told', limit: 1, active: true, slot_decay_per_second: 0 }
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['prefect.concurrency-limit.created', payload],
      ['prefect.concurrency-limit.updated', { ...payload, limit: 2, active: false }],
      ['prefect.concurrency-limit.deleted', { ...payload, limit: 2, active: false }],
    ])
    expect(events[0]?.resource).toEqual({
      'prefect.resource.id': `prefect.concurrency-limit.${id}`,
      'prefect.resource.name': 'told',
    })
  })
})
