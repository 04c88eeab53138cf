import { type BuiltState, buildFlow, buildFlowRun } from '@reeve/testkit'
import type { BulkOperation, FlowRunResponse } from '@reeve/wire'
import { bulkOperations } from '../services/bulk-operations.ts'
import { bulkOperationBindings } from './bulk-operations.ts'
import { deploymentBindings } from './deployments.ts'
import { flowRunBindings } from './flow-runs.ts'
import type { Api } from './testing.ts'

/* What tests of bulk operations have in common. */

export const PATH = '/reeve/bulk_operations'
export const BINDINGS = [...bulkOperationBindings, ...flowRunBindings, ...deploymentBindings]
export const SCHEDULED = { type: 'SCHEDULED' } as const
export const FAILED = { type: 'FAILED' } as const

export const ask = async (api: Api, body: object) => (await api.call<BulkOperation>('POST', PATH, body)).body

export const read = async (api: Api, id: string) =>
  (await api.call<BulkOperation>('GET', `${PATH}/${id}`)).body

/** Asks for an operation, lets the service work and reads what became of it. */
export const carryOut = async (api: Api, body: object) => {
  const { id } = await ask(api, body)
  await bulkOperations.tick(api.ctx)
  return read(api, id)
}

export const newFlow = async (api: Api) => (await buildFlow(api.ctx.database)).id

export const buildRuns = async (
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

export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

export const ofFlow = (id: string) => ({ flows: { id: { any_: [id] } } })

export const runsOf = async (api: Api, flowId: string) =>
  (
    await api.call<FlowRunResponse[]>('POST', '/flow_runs/filter', { ...ofFlow(flowId), sort: 'ID_DESC' })
  ).body.toReversed()

export const typesOf = (runs: readonly FlowRunResponse[]) => runs.map(({ state_type }) => state_type)
