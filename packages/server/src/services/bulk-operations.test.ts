import { json } from '@reeve/database'
import { buildDeployment, databases } from '@reeve/testkit'
import type { BulkOperation, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import {
  BINDINGS,
  buildRuns,
  carryOut,
  FAILED,
  newFlow,
  ofFlow,
  PATH,
  read,
  runsOf,
  SCHEDULED,
  times,
  typesOf,
} from '../routes/bulk-testing.ts'
import { useApi } from '../routes/testing.ts'
import { bulkOperations } from './bulk-operations.ts'

describe.each(databases)('what bulk operations do on $name', (kind) => {
  const api = useApi(kind, BINDINGS)
  const tick = () => bulkOperations.tick(api().ctx)

  test('an operation is answered at once, and cancels every run that matches when its turn comes', async () => {
    const flow = await newFlow(api())
    await buildRuns(api(), flow, [...times(25, SCHEDULED), { type: 'COMPLETED' }, { type: 'RUNNING' }])
    const others = await newFlow(api())
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
    const flow = await newFlow(api())
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
    const flow = await newFlow(api())
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
    const flow = await newFlow(api())
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
    const flow = await newFlow(api())
    await buildRuns(api(), flow, [FAILED, { type: 'RUNNING' }])
    expect(await carryOut(api(), { kind: 'delete', ...ofFlow(flow) })).toMatchObject({
      total: 2,
      accepted: 2,
    })
    expect(await runsOf(api(), flow)).toEqual([])
  })

  test('tags are added once and removed where they are', async () => {
    const flow = await newFlow(api())
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
    const flow = await newFlow(api())
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
    const flow = await newFlow(api())
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
})
