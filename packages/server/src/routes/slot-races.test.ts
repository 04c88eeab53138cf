import { type Database, openDatabase } from '@reeve/database'
import { type DatabaseKind, databases } from '@reeve/testkit'
import type { ConcurrencyLimitWithLeaseResponse } from '@reeve/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaseRepossessor } from '../services/lease-repossessor.ts'
import { concurrencyLimitBindings } from './concurrency-limits.ts'
import { concurrencyLimitV2Bindings } from './concurrency-limits-v2.ts'
import { type Api, openApi } from './testing.ts'

const V2 = '/v2/concurrency_limits'
const CLIENTS = 16
const ROUNDS = 8

/** Servers over one database: as many as it allows. */
function useReplicas(kind: DatabaseKind): () => readonly Api[] {
  const opened: Database[] = []
  const replicas: Api[] = []
  beforeAll(async () => {
    if (kind.missing !== undefined) return
    const url = await kind.freshUrl()
    for (let count = kind.name === 'sqlite' ? 1 : 3; count > 0; count--) {
      const database = await openDatabase({ url })
      opened.push(database)
      replicas.push(await openApi(database, [...concurrencyLimitBindings, ...concurrencyLimitV2Bindings]))
    }
  })
  afterAll(async () => {
    for (const replica of replicas) await replica.close()
    for (const database of opened) await database.close()
  })
  return () => replicas
}

/** Counts who holds what at every instant, as the clients see it. */
class Holders {
  private readonly held = new Map<string, number>()
  readonly most = new Map<string, number>()

  add(names: readonly string[], slots: number): void {
    for (const name of names) {
      const now = (this.held.get(name) ?? 0) + slots
      this.held.set(name, now)
      this.most.set(name, Math.max(now, this.most.get(name) ?? 0))
    }
  }
}

describe.each(databases.filter(({ missing }) => missing === undefined))(
  'racing for slots on $name',
  (kind) => {
    const replicas = useReplicas(kind)
    const replica = (client: number) => replicas()[client % replicas().length] as Api

    const activeSlots = async () => {
      const limits = await replica(0)
        .ctx.database.quick.sql.selectFrom('concurrency_limit_v2')
        .select(['name', 'active_slots'])
        .execute()
      return Object.fromEntries(limits.map(({ name, active_slots }) => [name, active_slots]))
    }

    test('holders never exceed any limit, on overlapping sets of limits, and all of them get their turn', async () => {
      const limits = { red: 3, green: 4, blue: 5 }
      for (const [name, limit] of Object.entries(limits))
        await replica(0).call('POST', `${V2}/`, { name, limit })
      const sets = [['red', 'green'], ['green', 'blue'], ['blue', 'red'], ['red']]
      const holders = new Holders()
      let turns = 0
      const statuses = new Set<number>()
      const run = async (client: number) => {
        const api = replica(client)
        const names = sets[client % sets.length] as string[]
        const slots = 1 + (client % 2)
        for (let round = 0; round < ROUNDS; ) {
          const { status, body } = await api.call<ConcurrencyLimitWithLeaseResponse>(
            'POST',
            `${V2}/increment-with-lease`,
            { names, slots },
          )
          statuses.add(status)
          if (status !== 200) continue
          holders.add(names, slots)
          turns++
          round++
          holders.add(names, -slots)
          await api.call('POST', `${V2}/decrement-with-lease`, { lease_id: body.lease_id })
        }
      }
      await Promise.all(Array.from({ length: CLIENTS }, (_, client) => run(client)))
      expect(turns).toBe(CLIENTS * ROUNDS)
      expect([...statuses].toSorted()).toEqual([200, 423])
      for (const [name, limit] of Object.entries(limits))
        expect(holders.most.get(name)).toBeLessThanOrEqual(limit)
      expect(await activeSlots()).toMatchObject({ red: 0, green: 0, blue: 0 })
    })

    test('exactly as many of those who come at once get a slot as there are slots', async () => {
      await replica(0).call('POST', `${V2}/`, { name: 'rush', limit: 7 })
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, client) =>
          replica(client).call('POST', `${V2}/increment`, { names: ['rush'], slots: 1 }),
        ),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
      expect(answers.filter(({ status }) => status === 423)).toHaveLength(53)
      expect(await activeSlots()).toMatchObject({ rush: 7 })
    })

    test('tags and names share the slots', async () => {
      await replica(0).call('POST', '/concurrency_limits/', { tag: 'shared', concurrency_limit: 5 })
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, client) =>
          client % 2
            ? replica(client).call('POST', '/concurrency_limits/increment', {
                names: ['shared'],
                task_run_id: replica(0).ctx.ids.next(),
              })
            : replica(client).call('POST', `${V2}/increment-with-lease`, { names: ['tag:shared'], slots: 1 }),
        ),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
      expect(await activeSlots()).toMatchObject({ 'tag:shared': 5 })
    })

    test('slots of leases that run out come back once, whoever gives them back', async () => {
      await replica(0).call('POST', `${V2}/`, { name: 'expiring', limit: 50 })
      const leases = await Promise.all(
        Array.from({ length: 40 }, (_, client) =>
          replica(client).call<ConcurrencyLimitWithLeaseResponse>('POST', `${V2}/increment-with-lease`, {
            names: ['expiring'],
            slots: 1,
            lease_duration: 60,
          }),
        ),
      )
      await replica(0).call('POST', `${V2}/increment`, { names: ['expiring'], slots: 10 })
      for (const { clock } of replicas()) clock.advance(61)
      await Promise.all([
        ...replicas().map(({ ctx }) => leaseRepossessor.tick(ctx)),
        ...leases.map(({ body }, client) =>
          replica(client).call('POST', `${V2}/decrement-with-lease`, { lease_id: body.lease_id }),
        ),
      ])
      expect(await activeSlots()).toMatchObject({ expiring: 10 })
    })
  },
)
