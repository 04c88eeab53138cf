import { type Client, proposeState, type StateParts } from '@reeve/core/transitions'
import { type Database, json, openDatabase } from '@reeve/database'
import {
  buildConcurrencyLimit,
  buildDeployment,
  buildFlow,
  buildFlowRun,
  buildTaskRun,
  type DatabaseKind,
  databases,
} from '@reeve/testkit'
import type { FlowRunFilter, OrchestrationResult, StateCreate, StateType } from '@reeve/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../context.ts'
import { MissingObject } from '../../http/errors.ts'
import { type Api, openApi } from '../../routes/testing.ts'
import { setTaskRunState } from '../task-runs/set-task-run-state.ts'
import { deleteFlowRun } from './delete-flow-runs.ts'
import { setFlowRunState, setFlowRunStates, transitionAll } from './set-flow-run-states.ts'
import { mergeFlowRunLabels } from './update-flow-run.ts'

/** Renews its slots itself, so that every slot has a lease for as long as it is held. [B14, B23] */
const CLIENT: Client = { version: '3.8.8', apiVersion: null }
const CLAIMS = 24
const LIMIT = 3
const TICK_SECONDS = 0.0001

/** Servers over one database: as many as it allows. Time goes on; runs that find no slot may ask again at once. */
function useReplicas(kind: DatabaseKind): (call?: number) => Context {
  const opened: Database[] = []
  const replicas: Api[] = []
  beforeAll(async () => {
    const url = await kind.freshUrl()
    for (let count = kind.name === 'sqlite' ? 1 : 3; count > 0; count--) {
      const database = await openDatabase({ url })
      opened.push(database)
      replicas.push(await openApi(database, [], { 'server.deployments.concurrency_slot_wait_seconds': 0 }))
    }
  })
  afterAll(async () => {
    for (const replica of replicas) await replica.close()
    for (const database of opened) await database.close()
  })
  return (call = 0) => {
    const { clock, ctx } = replicas[call % replicas.length] as Api
    clock.advance(TICK_SECONDS)
    return ctx
  }
}

const request = (ctx: Context, parts: StateParts) => ({
  state: proposeState(parts, ctx.clock.now()) as StateCreate,
  force: false,
  client: CLIENT,
})

async function setState(ctx: Context, id: string, parts: StateParts): Promise<OrchestrationResult> {
  const { body } = await setFlowRunState(ctx, id, request(ctx, parts))
  return body as OrchestrationResult
}

async function setStates(ctx: Context, ids: readonly string[], parts: StateParts) {
  const flow_runs = { id: { any_: [...ids] } } as FlowRunFilter
  return (await setFlowRunStates(ctx, { ...request(ctx, parts), flow_runs, limit: 50 })).results
}

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

const tally = (words: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, { length }]) => [word, length]))

const statuses = (results: readonly { status: string }[]) => tally(results.map(({ status }) => status))

const newestFirst = (ids: readonly string[]) => [...ids].sort().reverse()

describe.each(databases.filter(({ missing }) => missing === undefined))(
  'racing transitions on $name',
  (kind) => {
    const replica = useReplicas(kind)
    const database = () => replica().database

    const buildRuns = async (count: number, state: StateType, deployment_id?: string) => {
      const { id: flow_id } = await buildFlow(database())
      return times(count, async () => {
        const columns = { flow_id, ...(deployment_id && { deployment_id }) }
        return (await buildFlowRun(database(), { ...columns, state: { type: state } })).id
      })
    }

    const readRuns = (ids: readonly string[]) =>
      database()
        .quick.sql.selectFrom('flow_run')
        .selectAll()
        .where('id', 'in', [...ids])
        .orderBy('id')
        .execute()

    const readStates = (ids: readonly string[]) =>
      database()
        .quick.sql.selectFrom('flow_run_state')
        .selectAll()
        .where('flow_run_id', 'in', [...ids])
        .execute()

    /** The ids of these runs, once for each of their transitions that is noted in the outbox. */
    const readNoted = async (ids: readonly string[]) => {
      const rows = await database()
        .quick.sql.selectFrom('reeve_outbox')
        .select('body')
        .where('kind', '=', 'flow-run-transitions')
        .execute()
      const notes = rows.flatMap(({ body }) => JSON.parse(body) as { facts: { run: { id: string } } }[])
      return notes.map(({ facts }) => facts.run.id).filter((id) => ids.includes(id))
    }

    /** Every run made one transition into this type, and rows, histories and events agree on it. */
    const expectOneTransitionEach = async (ids: readonly string[], type: StateType) => {
      const runs = await readRuns(ids)
      const entered = (await readStates(ids)).filter((state) => state.type === type)
      expect(runs.map(({ id }) => id)).toEqual([...ids].sort())
      expect(new Set(runs.map(({ state_type }) => state_type))).toEqual(new Set([type]))
      expect(entered.map(({ id }) => id).sort()).toEqual(runs.map(({ state_id }) => state_id).sort())
      expect((await readNoted(ids)).sort()).toEqual([...ids].sort())
    }

    const buildLimited = async (runs: number) => {
      const limit = await buildConcurrencyLimit(database(), { limit: LIMIT })
      const deployment = await buildDeployment(database(), { concurrency_limit_id: limit.id })
      const ids = await buildRuns(runs, 'SCHEDULED', deployment.id)
      return { ids, slots: (ctx: Context = replica()) => readSlots(ctx, limit.id, deployment.id) }
    }

    describe('for one run', () => {
      test('one of many who claim it gets it, the others are turned away', async () => {
        const [id] = (await buildRuns(1, 'SCHEDULED')) as [string]
        const claims = await times(CLAIMS, async (index) => {
          const transition_id = replica(index).ids.next()
          const parts = { type: 'PENDING', state_details: { transition_id } } as const
          return { transition_id, ...(await setState(replica(index), id, parts)) }
        })
        expect(statuses(claims)).toEqual({ ACCEPT: 1, ABORT: CLAIMS - 1 })
        await expectOneTransitionEach([id], 'PENDING')
        const [winner] = claims.filter(({ status }) => status === 'ACCEPT')
        const [pending] = (await readStates([id])).filter(({ type }) => type === 'PENDING')
        expect(pending?.state_details).toMatchObject({ transition_id: winner?.transition_id })
        expect(new Set(claims.map(({ state }) => state?.id))).toEqual(new Set([pending?.id]))
      })

      test('labels that many add are all there', async () => {
        const [id] = (await buildRuns(1, 'RUNNING')) as [string]
        await times(CLAIMS, (index) => mergeFlowRunLabels(replica(index), id, { [`label-${index}`]: index }))
        const [run] = await readRuns([id])
        expect(Object.keys(run?.labels ?? {}).sort()).toEqual(
          Array.from({ length: CLAIMS }, (_, index) => `label-${index}`).sort(),
        )
      })

      test('a transition that is sent many times is made once', async () => {
        const [id] = (await buildRuns(1, 'PENDING')) as [string]
        const state_details = { transition_id: replica().ids.next() }
        const results = await times(CLAIMS, (index) =>
          setState(replica(index), id, { type: 'RUNNING', state_details }),
        )
        expect(statuses(results)).toEqual({ ACCEPT: 1, REJECT: CLAIMS - 1 })
        await expectOneTransitionEach([id], 'RUNNING')
        expect(await readRuns([id])).toMatchObject([{ run_count: 1 }])
      })

      test('every transition of many that may all be made follows on the one before it', async () => {
        const [id] = (await buildRuns(1, 'RUNNING')) as [string]
        const results = await times(CLAIMS, (index) =>
          setState(replica(index), id, { type: 'RUNNING', name: `Step ${index}` }),
        )
        expect(statuses(results)).toEqual({ ACCEPT: CLAIMS })
        const states = await readStates([id])
        expect(states).toHaveLength(CLAIMS + 1)
        expect(new Set(states.map(({ timestamp }) => timestamp)).size).toBe(CLAIMS + 1)
        expect(await readRuns([id])).toMatchObject([{ run_count: CLAIMS }])
      })
    })

    test('one of many results of a task run is kept', async () => {
      const { id } = await buildTaskRun(database(), { state: { type: 'RUNNING' } })
      const results = await times(CLAIMS, async (index) => {
        const ctx = replica(index)
        const parts = { type: 'COMPLETED', data: { type: 'result', index } } as const
        return (await setTaskRunState(ctx, id, request(ctx, parts))).body as OrchestrationResult
      })
      expect(statuses(results)).toEqual({ ACCEPT: 1, REJECT: CLAIMS - 1 })
      const { sql } = database().quick
      const states = await sql
        .selectFrom('task_run_state')
        .select('type')
        .where('task_run_id', '=', id)
        .execute()
      expect(tally(states.map(({ type }) => type))).toEqual({ RUNNING: 1, COMPLETED: 1 })
    })

    describe.each([2, 4])('for the same runs in %i bulk calls', (calls) => {
      test('each run is claimed by one call, and every call hears of every run', async () => {
        const ids = await buildRuns(50, 'SCHEDULED')
        const answers = await times(calls, (index) => setStates(replica(index), ids, { type: 'PENDING' }))
        for (const answer of answers)
          expect(answer.map(({ flow_run_id }) => flow_run_id)).toEqual(newestFirst(ids))
        expect(statuses(answers.flat())).toEqual({ ACCEPT: 50, ABORT: 50 * (calls - 1) })
        const won = answers.flat().filter(({ status }) => status === 'ACCEPT')
        expect(new Set(won.map(({ flow_run_id }) => flow_run_id)).size).toBe(50)
        await expectOneTransitionEach(ids, 'PENDING')
      })

      test('a run that all of them start counts one start', async () => {
        const ids = await buildRuns(50, 'PENDING')
        const state_details = { transition_id: replica().ids.next() }
        const answers = await times(calls, (index) =>
          setStates(replica(index), ids, { type: 'RUNNING', state_details }),
        )
        expect(statuses(answers.flat())).toEqual({ ACCEPT: 50, REJECT: 50 * (calls - 1) })
        await expectOneTransitionEach(ids, 'RUNNING')
        expect(new Set((await readRuns(ids)).map(({ run_count }) => run_count))).toEqual(new Set([1]))
      })
    })

    describe('for the slots of a deployment', () => {
      test('never more runs hold one than there are, while others complete', async () => {
        const { ids, slots } = await buildLimited(12)
        let calls = 0
        const send = async (id: string, parts: StateParts) => {
          const ctx = replica(calls++)
          const { status } = await setState(ctx, id, parts)
          const { holders, active_slots, leases } = await slots(ctx)
          expect(holders).toBeLessThanOrEqual(LIMIT)
          expect({ active_slots, leases }).toEqual({ active_slots: holders, leases: holders })
          return status
        }
        await Promise.all(
          ids.map(async (id) => {
            while ((await send(id, { type: 'PENDING' })) !== 'ACCEPT');
            expect(await send(id, { type: 'RUNNING' })).toBe('ACCEPT')
            expect(await send(id, { type: 'COMPLETED' })).toBe('ACCEPT')
          }),
        )
        expect(new Set((await readRuns(ids)).map(({ state_type }) => state_type))).toEqual(
          new Set(['COMPLETED']),
        )
        expect(await slots()).toEqual({ holders: 0, active_slots: 0, leases: 0 })
      })

      test('one bulk call gives them to the first of its runs', async () => {
        const { ids, slots } = await buildLimited(12)
        const results = await setStates(replica(), ids, { type: 'PENDING' })
        const order = newestFirst(ids)
        expect(results.map(({ flow_run_id }) => flow_run_id)).toEqual(order)
        expect(results.map(({ status }) => status)).toEqual(
          order.map((_, index) => (index < LIMIT ? 'ACCEPT' : 'REJECT')),
        )
        expect(results.at(-1)?.state).toMatchObject({ type: 'SCHEDULED', name: 'AwaitingConcurrencySlot' })
        expect(await slots()).toEqual({ holders: LIMIT, active_slots: LIMIT, leases: LIMIT })
      })

      test('bulk calls and single ones together give out no more', async () => {
        const { ids, slots } = await buildLimited(12)
        const [bulks, singles] = await Promise.all([
          times(4, (index) => setStates(replica(index), ids, { type: 'PENDING' })),
          Promise.all(ids.map((id, index) => setState(replica(index), id, { type: 'PENDING' }))),
        ])
        expect(statuses([...bulks.flat(), ...singles]).ACCEPT).toBe(LIMIT)
        expect(await slots()).toEqual({ holders: LIMIT, active_slots: LIMIT, leases: LIMIT })
      })
    })

    describe('for a run that is deleted', () => {
      test('its slot and its states go with it, whoever comes first', async () => {
        for (let round = 0; round < 10; round++) {
          const { ids, slots } = await buildLimited(LIMIT)
          await setStates(replica(), ids, { type: 'PENDING' })
          const outcomes = await Promise.allSettled(
            ids.flatMap((id, index) => [
              setState(replica(index), id, { type: 'RUNNING' }),
              deleteFlowRun(replica(index + 1), id),
              setState(replica(index + 2), id, { type: 'FAILED' }),
            ]),
          )
          const failures = outcomes.flatMap((outcome) =>
            outcome.status === 'rejected' ? [outcome.reason] : [],
          )
          for (const failure of failures) expect(failure).toBeInstanceOf(MissingObject)
          expect(await readRuns(ids)).toEqual([])
          expect(await readStates(ids)).toEqual([])
          expect(await slots()).toEqual({ holders: 0, active_slots: 0, leases: 0 })
        }
      })

      test('a bulk call answers for it, and moves the others', async () => {
        const ids = newestFirst(await buildRuns(12, 'SCHEDULED'))
        const gone = ids.slice(0, 4)
        const [results] = await Promise.all([
          setStates(replica(), ids, { type: 'PENDING' }),
          ...gone.map((id, index) => deleteFlowRun(replica(index + 1), id)),
        ])
        const heard = new Map(results.map(({ flow_run_id, status }) => [flow_run_id, status]))
        const left = ids.slice(4)
        expect(left.map((id) => heard.get(id))).toEqual(left.map(() => 'ACCEPT'))
        await expectOneTransitionEach(left, 'PENDING')
        expect(await readStates(gone)).toEqual([])
      })

      test('a bulk call that had selected it tells so', async () => {
        const ids = await buildRuns(3, 'SCHEDULED')
        const [gone, ...left] = ids as [string, string, string]
        await deleteFlowRun(replica(), gone)
        const results = await transitionAll(replica(), {
          ids,
          proposed: proposeState({ type: 'PENDING' }, replica().clock.now()),
          policy: 'core',
          client: CLIENT,
        })
        expect(results).toMatchObject([
          { flow_run_id: gone, status: 'ABORT', state: null, written: false },
          { flow_run_id: left[0], status: 'ACCEPT' },
          { flow_run_id: left[1], status: 'ACCEPT' },
        ])
        await expectOneTransitionEach(left, 'PENDING')
      })
    })

    const buildBroken = async () => {
      const state_details = json({ scheduled_time: 'some day' })
      return (await buildFlowRun(database(), { state: { type: 'SCHEDULED', state_details } })).id
    }

    test('a run that cannot be moved takes nothing from others that are moved at the same time', async () => {
      const [ids, broken] = [await buildRuns(5, 'SCHEDULED'), await buildBroken()]
      const all = [...ids.slice(0, 2), broken, ...ids.slice(2)]
      const results = await Promise.allSettled(all.map((id) => setState(replica(), id, { type: 'PENDING' })))
      expect(results.map(({ status }) => status)).toEqual(
        all.map((id) => (id === broken ? 'rejected' : 'fulfilled')),
      )
      await expectOneTransitionEach(ids, 'PENDING')
      expect(await readRuns([broken])).toMatchObject([{ state_type: 'SCHEDULED' }])
    })

    test('a run that cannot be moved takes nothing from the others of its bulk call', async () => {
      const [ids, broken] = [await buildRuns(5, 'SCHEDULED'), await buildBroken()]
      const results = await setStates(replica(), [...ids, broken], { type: 'PENDING' })
      expect(statuses(results)).toEqual({ ACCEPT: 5, ABORT: 1 })
      expect(results.find(({ status }) => status === 'ABORT')).toMatchObject({
        flow_run_id: broken,
        state: null,
        details: { reason: expect.stringContaining('could not be saved') },
      })
      await expectOneTransitionEach(ids, 'PENDING')
      expect(await readRuns([broken])).toMatchObject([{ state_type: 'SCHEDULED' }])
    })
  },
)

/** Who holds slots by each of the three accounts of it, at one instant. */
async function readSlots(ctx: Context, limitId: string, deploymentId: string) {
  const { sql } = ctx.database.quick
  return sql
    .selectFrom('concurrency_limit_v2')
    .select((limit) => [
      'active_slots',
      limit
        .selectFrom('flow_run')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('deployment_id', '=', deploymentId)
        .where('state_type', 'in', ['PENDING', 'RUNNING'])
        .as('holders'),
      limit
        .selectFrom('reeve_lease')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resource_ids', '=', json([limitId]) as never)
        .as('leases'),
    ])
    .where('id', '=', limitId)
    .executeTakeFirstOrThrow()
}
