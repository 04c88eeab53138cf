import { json } from '@reeve/database'
import { databases } from '@reeve/testkit'
import type { ConcurrencyLimit, ConcurrencyLimitWithLeaseResponse } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { concurrencyLimitBindings } from './concurrency-limits.ts'
import { concurrencyLimitV2Bindings } from './concurrency-limits-v2.ts'
import { type Api, refusal, useApi } from './testing.ts'

const LIMITS = '/concurrency_limits'
const MISSING = '00000000-0000-4000-8000-000000000000'
const ONE = '00000000-0000-4000-8000-000000000001'
const TWO = '00000000-0000-4000-8000-000000000002'

const bindings = [...concurrencyLimitBindings, ...concurrencyLimitV2Bindings]

const set = (api: Api, tag: string, concurrency_limit: number) =>
  api.call<ConcurrencyLimit>('POST', `${LIMITS}/`, { tag, concurrency_limit })
const holders = async (api: Api, tag: string) =>
  (await api.call<ConcurrencyLimit>('GET', `${LIMITS}/tag/${tag}`)).body.active_slots
const taken = async (api: Api, tag: string) =>
  (await api.call<{ active_slots: number }>('GET', `/v2/concurrency_limits/tag:${tag}`)).body.active_slots
const take = (api: Api, task_run_id: string, ...names: string[]) =>
  api.call('POST', `${LIMITS}/increment`, { names, task_run_id })
const giveBack = (api: Api, task_run_id: string, ...names: string[]) =>
  api.call('POST', `${LIMITS}/decrement`, { names, task_run_id })
const reset = (api: Api, tag: string, body?: object) => api.call('POST', `${LIMITS}/tag/${tag}/reset`, body)

async function addLegacy(
  { ctx }: Api,
  tag: string,
  concurrency_limit: number,
  slots: string[] = [],
): Promise<string> {
  const id = ctx.ids.next()
  await ctx.database.write((db) =>
    db.sql
      .insertInto('concurrency_limit')
      .values({ id, tag, concurrency_limit, active_slots: json(slots) })
      .execute(),
  )
  return id
}

const reached = (tag: string) => ({
  status: 423,
  body: { detail: `Concurrency limit for the ${tag} tag has been reached` },
  headers: { 'retry-after': '10.0' },
})
const closed = (tag: string) => ({
  status: 423,
  body: {
    detail: `The concurrency limit on tag "${tag}" is 0 and will deadlock if the task tries to run again.`,
  },
})
const missing = { status: 404, body: { detail: 'Concurrency limit not found' } }

describe.each(databases)('limits on tags on $name', (kind) => {
  const api = useApi(kind, bindings)

  test('a limit on a tag is one on a name, made once and then changed', async () => {
    const made = await set(api(), 'gpu', 1)
    expect(made).toMatchObject({ status: 201, body: { tag: 'gpu', concurrency_limit: 1, active_slots: [] } })
    api().clock.advance(1)
    const changed = await set(api(), 'gpu', 2)
    expect(changed).toMatchObject({ status: 200, body: { id: made.body.id, concurrency_limit: 2 } })
    expect(changed.body.updated).not.toBe(made.body.updated)
    expect(await api().call('GET', '/v2/concurrency_limits/tag:gpu')).toMatchObject({
      body: { id: made.body.id, limit: 2 },
    })
    for (const path of [made.body.id, 'tag/gpu'])
      expect(await api().call('GET', `${LIMITS}/${path}`)).toMatchObject({ status: 200, body: changed.body })
  })

  test.each([
    [{ tag: 'x' }, 'missing', 'concurrency_limit'],
    [{ concurrency_limit: 1 }, 'missing', 'tag'],
    [{ tag: 'x', concurrency_limit: 1, other: 1 }, 'extra_forbidden', 'other'],
  ])('%j is refused as %s in %s', async (body, type, field) => {
    expect(await api().call('POST', `${LIMITS}/`, body)).toMatchObject(refusal(type, ['body', field]))
  })

  test('a tag that no name can hold and a change to a limit below 0 are refused', async () => {
    expect(await set(api(), 'a/b', 1)).toMatchObject({
      status: 422,
      body: { detail: 'Cannot limit the tag "a/b": it contains one of / % & > <' },
    })
    expect(await set(api(), 'negative', -1)).toMatchObject({ status: 201 })
    expect(await take(api(), ONE, 'negative')).toMatchObject(reached('negative'))
    expect(await set(api(), 'negative', -1)).toMatchObject({
      status: 422,
      body: { detail: 'Cannot limit a tag to -1: the least limit is 0' },
    })
  })

  test('what is not there answers 404, limits on other names too', async () => {
    const global = await api().call<{ id: string }>('POST', '/v2/concurrency_limits/', {
      name: 'global',
      limit: 1,
    })
    for (const path of ['tag/nobody', MISSING, global.body.id])
      expect(await api().call('GET', `${LIMITS}/${path}`)).toMatchObject(missing)
    for (const path of ['tag/nobody', MISSING])
      expect(await api().call('DELETE', `${LIMITS}/${path}`)).toMatchObject(missing)
    expect(await reset(api(), 'nobody')).toMatchObject(missing)
    expect(await api().call('GET', `${LIMITS}/not-an-id`)).toMatchObject({
      status: 404,
      body: { detail: 'Not Found' },
    })
  })

  test('deleting by id or tag ends what is held', async () => {
    for (const by of ['id', 'tag']) {
      const { body } = await set(api(), 'brief', 1)
      await take(api(), ONE, 'brief')
      const path = by === 'id' ? body.id : 'tag/brief'
      expect(await api().call('DELETE', `${LIMITS}/${path}`)).toMatchObject({ status: 200, body: null })
      expect(await api().call('GET', `${LIMITS}/${path}`)).toMatchObject(missing)
      expect(await api().ctx.database.quick.sql.selectFrom('reeve_lease').selectAll().execute()).toEqual([])
    }
  })

  test('lists have limits on names first, then older ones for other tags, whatever other limits there are', async () => {
    for (let index = 0; index < 5; index++)
      await api().call('POST', '/v2/concurrency_limits/', { name: `a${index}`, limit: 1 })
    await set(api(), 'list-b', 1)
    await set(api(), 'list-a', 1)
    await addLegacy(api(), 'list-a', 5)
    await addLegacy(api(), 'old', 5, [ONE])
    const list = async (body?: object) => {
      const { body: limits } = await api().call<ConcurrencyLimit[]>('POST', `${LIMITS}/filter`, body)
      return limits.map(({ tag }) => tag).filter((tag) => tag !== 'gpu' && tag !== 'negative')
    }
    expect(await list()).toEqual(['list-a', 'list-b', 'old'])
    const all = await api().call<ConcurrencyLimit[]>('POST', `${LIMITS}/filter`)
    const page = await api().call<ConcurrencyLimit[]>('POST', `${LIMITS}/filter`, { limit: 2, offset: 1 })
    expect(page.body).toEqual(all.body.slice(1, 3))
    expect(await api().call('POST', `${LIMITS}/filter`, { limit: 201 })).toMatchObject({ status: 422 })
  })
})

describe.each(databases)('slots of tags on $name', (kind) => {
  const api = useApi(kind, bindings)

  test('a task run holds a slot of each tag until it gives them back', async () => {
    const a = (await set(api(), 'a', 1)).body
    const b = (await set(api(), 'b', 5)).body
    expect(await take(api(), ONE, 'a', 'b', 'nobody')).toMatchObject({
      status: 200,
      body: [
        { id: a.id, name: 'a', limit: 1 },
        { id: b.id, name: 'b', limit: 5 },
      ],
    })
    expect(await holders(api(), 'a')).toEqual([ONE])
    expect(await take(api(), TWO, 'b', 'a')).toMatchObject(reached('b'))
    expect(await holders(api(), 'b')).toEqual([ONE])
    expect(await giveBack(api(), ONE, 'a', 'nobody')).toMatchObject({
      status: 200,
      body: [{ id: a.id, name: 'tag:a', limit: 1 }],
    })
    expect([await taken(api(), 'a'), await taken(api(), 'b')]).toEqual([0, 0])
    expect(await giveBack(api(), ONE, 'a')).toMatchObject({ status: 200, body: [{ name: 'tag:a' }] })
    expect(await taken(api(), 'a')).toBe(0)
  })

  test('a tag that is named twice is taken once', async () => {
    await set(api(), 'twice', 1)
    expect(await take(api(), ONE, 'twice', 'twice')).toMatchObject({ status: 200, body: [{ name: 'twice' }] })
    expect(await taken(api(), 'twice')).toBe(1)
  })

  test('a limit of 0 is a deadlock, and nothing is taken on the others', async () => {
    await set(api(), 'closed', 0)
    await set(api(), 'open', 1)
    expect(await take(api(), ONE, 'open', 'closed')).toMatchObject(closed('closed'))
    expect(await taken(api(), 'open')).toBe(0)
  })

  test('no tags, or tags without limits, are no obstacle', async () => {
    expect(await take(api(), ONE)).toMatchObject({ status: 200, body: [] })
    expect(await take(api(), ONE, 'nobody')).toMatchObject({ status: 200, body: [] })
    expect(await giveBack(api(), ONE)).toMatchObject({ status: 200, body: [] })
  })

  test.each([
    ['increment', {}, 'missing', 'names'],
    ['increment', { names: ['x'] }, 'missing', 'task_run_id'],
    ['increment', { names: ['x'], task_run_id: 'y' }, 'uuid_parsing', 'task_run_id'],
    ['decrement', {}, 'missing', 'names'],
  ])('%s refuses %j as %s in %s', async (verb, body, type, field) => {
    expect(await api().call('POST', `${LIMITS}/${verb}`, body)).toMatchObject(refusal(type, ['body', field]))
  })
})

describe.each(databases)('older limits on tags on $name', (kind) => {
  const api = useApi(kind, bindings)

  test('older limits are served as the reference left them, by id and tag', async () => {
    const id = await addLegacy(api(), 'old', 1, [ONE])
    for (const path of [id, 'tag/old'])
      expect(await api().call('GET', `${LIMITS}/${path}`)).toMatchObject({
        status: 200,
        body: { id, tag: 'old', concurrency_limit: 1, active_slots: [ONE] },
      })
    expect(await take(api(), TWO, 'old')).toMatchObject(reached('old'))
    expect(await giveBack(api(), TWO, 'old')).toMatchObject({ status: 200, body: [] })
    expect(await giveBack(api(), ONE, 'old')).toMatchObject({
      status: 200,
      body: [{ id, name: 'old', limit: 1 }],
    })
    expect(await take(api(), TWO, 'old')).toMatchObject({
      status: 200,
      body: [{ id, name: 'old', limit: 1 }],
    })
    expect(await holders(api(), 'old')).toEqual([TWO])
  })

  test('a full one denies the limits on names too, one of 0 is a deadlock', async () => {
    await addLegacy(api(), 'old-full', 1, [ONE])
    await addLegacy(api(), 'old-closed', 0)
    await set(api(), 'new', 1)
    expect(await take(api(), TWO, 'new', 'old-full')).toMatchObject(reached('old-full'))
    expect(await take(api(), TWO, 'new', 'old-closed')).toMatchObject(closed('old-closed'))
    expect(await taken(api(), 'new')).toBe(0)
  })

  test('a limit on the name takes the place of an older one for the tag', async () => {
    await addLegacy(api(), 'both', 1, [ONE])
    await set(api(), 'both', 2)
    expect(await take(api(), TWO, 'both')).toMatchObject({ status: 200, body: [{ name: 'both', limit: 2 }] })
    expect(await holders(api(), 'both')).toEqual([TWO])
    expect(await giveBack(api(), ONE, 'both')).toMatchObject({ status: 200, body: [{ name: 'tag:both' }] })
  })

  test('they are reset and deleted', async () => {
    const id = await addLegacy(api(), 'old-reset', 1, [ONE])
    expect(await reset(api(), 'old-reset', { slot_override: [TWO] })).toMatchObject({
      status: 200,
      body: null,
    })
    expect(await holders(api(), 'old-reset')).toEqual([TWO])
    await reset(api(), 'old-reset')
    expect(await holders(api(), 'old-reset')).toEqual([])
    expect(await api().call('DELETE', `${LIMITS}/${id}`)).toMatchObject({ status: 200, body: null })
    expect(await api().call('DELETE', `${LIMITS}/tag/old-reset`)).toMatchObject(missing)
    const events = (await api().events()).filter(({ event }) => event === 'prefect.concurrency-limit.deleted')
    expect(events).toMatchObject([{ payload: { tag: 'old-reset', concurrency_limit: 1 } }])
  })
})

describe.each(databases)('resetting a limit on a tag on $name', (kind) => {
  const api = useApi(kind, bindings)

  test('frees all its slots; the other limits of its holders are not touched', async () => {
    await set(api(), 'stuck', 1)
    await set(api(), 'fine', 5)
    await take(api(), ONE, 'stuck', 'fine')
    expect(await reset(api(), 'stuck')).toMatchObject({ status: 200, body: null })
    expect([await holders(api(), 'stuck'), await taken(api(), 'stuck')]).toEqual([[], 0])
    expect([await holders(api(), 'fine'), await taken(api(), 'fine')]).toEqual([[ONE], 1])
    await giveBack(api(), ONE, 'stuck', 'fine')
    expect([await taken(api(), 'stuck'), await taken(api(), 'fine')]).toEqual([0, 0])
  })

  test('frees slots that no lease accounts for', async () => {
    await set(api(), 'leaked', 2)
    await api().call('POST', '/v2/concurrency_limits/increment', { names: ['tag:leaked'], slots: 2 })
    await reset(api(), 'leaked')
    expect(await taken(api(), 'leaked')).toBe(0)
  })

  test('can say who holds them from now on', async () => {
    await set(api(), 'given', 2)
    await take(api(), ONE, 'given')
    await reset(api(), 'given', { slot_override: [TWO, MISSING] })
    expect(await holders(api(), 'given')).toEqual([TWO, MISSING])
    expect(await take(api(), ONE, 'given')).toMatchObject(reached('given'))
    await giveBack(api(), TWO, 'given')
    expect(await take(api(), ONE, 'given')).toMatchObject({ status: 200 })
  })

  test('refuses holders that are no ids', async () => {
    await set(api(), 'strict', 1)
    expect(await reset(api(), 'strict', { slot_override: ['x'] })).toMatchObject(
      refusal('uuid_parsing', ['body', 'slot_override', 0]),
    )
  })

  test('a lease of the newer API is shown and freed like others', async () => {
    await set(api(), 'mixed', 1)
    const holder = { type: 'task_run', id: ONE }
    await api().call<ConcurrencyLimitWithLeaseResponse>(
      'POST',
      '/v2/concurrency_limits/increment-with-lease',
      {
        names: ['tag:mixed'],
        slots: 1,
        holder,
      },
    )
    expect(await holders(api(), 'mixed')).toEqual([ONE])
    await reset(api(), 'mixed')
    expect(await take(api(), TWO, 'mixed')).toMatchObject({ status: 200 })
  })
})
