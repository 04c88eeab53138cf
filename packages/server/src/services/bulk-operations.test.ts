import { json } from '@reeve/database'
import {
  type BuiltState,
  buildConcurrencyLimit,
  buildDeployment,
  buildFlow,
  buildFlowRun,
  databases,
} from '@reeve/testkit'
import type { BulkOperation, FlowRunResponse, JsonObject } from '@reeve/wire'
import { describe, expect, test } from 'vitest'
import { bulkOperationBindings } from '../routes/bulk-operations.ts'
import { deploymentBindings } from '../routes/deployments.ts'
import { flowRunBindings } from '../routes/flow-runs.ts'
import { type Api, refusal, useApi } from '../routes/testing.ts'
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

describe.each(databases)('bulk operations on $name', (kind) => {
  const api = useApi(kind, [...bulkOperationBindings, ...flowRunBindings, ...deploymentBindings])
  const newFlow = async () => (await buildFlow(api().ctx.database)).id

  test('an operation is answered at once and cancels every run that matches when its turn comes', async () => {
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
    await bulkOperations.tick(api().ctx)

    expect(await read(api(), answer.body.id)).toMatchObject({
      status: 'completed',
      total: 26,
      done: 26,
      accepted: 26,
      rejected: 0,
      skipped: 0,
      reasons: [],
      remaining: 0,
      message: 'Not tonight',
    })
    const runs = await runsOf(api(), flow)
    expect(runs.map(({ state_type }) => state_type)).toEqual([
      ...times(25, 'CANCELLED'),
      'COMPLETED',
      'CANCELLING',
    ])
    expect(runs[0]?.state?.message).toBe('Not tonight')
    expect((await runsOf(api(), others)).map(({ state_type }) => state_type)).toEqual(['SCHEDULED'])
  })
})
