import { buildFlow, buildFlowRun } from '@reeve/testkit'
import type { DeploymentResponse, FlowRunResponse, Instant, JsonObject } from '@reeve/wire'
import type { Api } from './testing.ts'

export const MISSING = '00000000-0000-4000-8000-000000000000'

export const create = async (api: Api, body: JsonObject) => {
  const flow_id = body.flow_id ?? (await buildFlow(api.ctx.database)).id
  return api.call<DeploymentResponse>('POST', '/deployments/', { name: 'd', flow_id, ...body })
}

export const read = async (api: Api, id: string) =>
  (await api.call<DeploymentResponse>('GET', `/deployments/${id}`)).body

export const patch = (api: Api, id: string, body: object) => api.call('PATCH', `/deployments/${id}`, body)

export const startRun = (api: Api, id: string, body: object = {}) =>
  api.call<FlowRunResponse>('POST', `/deployments/${id}/create_flow_run`, body)

/** A run as a schedule of the deployment makes it, an hour from now. */
export const autoScheduled = (api: Api, deployment: DeploymentResponse, columns: object = {}) =>
  buildFlowRun(api.ctx.database, {
    flow_id: deployment.flow_id,
    deployment_id: deployment.id,
    auto_scheduled: true,
    next_scheduled_start_time: '2026-01-01 01:00:00.000000' as Instant,
    state: { type: 'SCHEDULED' },
    ...columns,
  })

export const isThere = async (api: Api, table: 'flow_run' | 'concurrency_limit_v2', id: string) =>
  (await api.ctx.database.quick.sql.selectFrom(table).select('id').where('id', '=', id).execute()).length > 0

export const variables = {
  job_configuration: { image: '{{ image }}' },
  variables: {
    type: 'object',
    properties: { image: { type: 'string' }, cpu: { type: 'integer', default: 1 } },
    required: ['image'],
  },
}

export const daily = { schedule: { interval: 86_400, anchor_date: '2026-01-01T00:00:00Z' } }
