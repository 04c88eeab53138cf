import type { TaskRunReport, TaskRunRow } from '@reeve/core/recorder'
import { proposeState } from '@reeve/core/transitions'
import { compileParser, type Event, type ParseContext, State, TaskRun, type TaskRunPolicy } from '@reeve/wire'
import Type, { type TSchema } from 'typebox'
import { normalUuid } from '../http/created-by.ts'
import { migratePolicy } from '../operations/run-policy.ts'

/** Whether the client of a task run reports it through this event. [H1] */
export const isTaskRunReport = ({ event, resource }: Event): boolean =>
  event.startsWith('prefect.task-run') && resource['prefect.orchestration'] === 'client'

/** The fields of a shape, none of them filled in when it was not sent. */
function sentFields(shape: { properties: Record<string, TSchema> }, names: readonly string[]): object {
  return Object.fromEntries(
    names.map((name) => {
      const {
        initial: _,
        default: __,
        fresh: ___,
        ...schema
      } = shape.properties[name] as Record<string, unknown>
      return [name, name === 'name' ? { anyOf: [schema, { type: 'null' }] } : schema]
    }),
  )
}

/** Fields of a task run that a report may carry; the others follow from the event. [H2] */
const REPORTED = [
  'id',
  'flow_run_id',
  'task_key',
  'dynamic_key',
  'name',
  'run_count',
  'flow_run_run_count',
  'expected_start_time',
  'next_scheduled_start_time',
  'start_time',
  'end_time',
  'total_run_time',
  'cache_key',
  'cache_expiration',
  'task_version',
  'empirical_policy',
  'task_inputs',
  'tags',
  'labels',
] as const

type ReportedRun = Pick<TaskRunReport['run'], 'task_key' | 'dynamic_key'> &
  Partial<Pick<TaskRunRow, (typeof REPORTED)[number]>>

const Payload = Type.Object(
  {
    task_run: Type.Unsafe<ReportedRun>({
      $id: 'ReportedTaskRun',
      type: 'object',
      properties: sentFields(TaskRun, REPORTED),
      required: ['task_key', 'dynamic_key'],
    }),
    validated_state: Type.Unsafe<Pick<State, 'type'> & Partial<State>>({
      $id: 'ReportedState',
      type: 'object',
      properties: sentFields(State, Object.keys(State.properties)),
      required: ['type'],
    }),
  },
  { $id: 'TaskRunReportPayload' },
)

const readPayload = compileParser(Payload)

/** What an event tells about a task run; undefined if it cannot be read as a report. [H2] */
export function readTaskRunReport(event: Event, context: ParseContext): TaskRunReport | undefined {
  const taskRunId = idAfter('prefect.task-run.', event.resource['prefect.resource.id'])
  const flowRun = event.related.find((resource) => resource['prefect.resource.role'] === 'flow-run')
  const flowRunId = flowRun ? idAfter('prefect.flow-run.', flowRun['prefect.resource.id']) : null
  const payload = readPayload(event.payload, context).value
  if (taskRunId === undefined || flowRunId === undefined || !payload) return undefined
  const { empirical_policy, ...run } = payload.task_run
  return {
    run: {
      id: taskRunId,
      flow_run_id: flowRunId,
      ...run,
      ...(empirical_policy && {
        empirical_policy: migratePolicy(empirical_policy as unknown as TaskRunPolicy),
      }),
    },
    state: readState(event, payload.validated_state, {
      now: context.now,
      ids: { task_run_id: taskRunId, flow_run_id: flowRunId },
    }),
  }
}

interface Owner {
  readonly now: ParseContext['now']
  readonly ids: { readonly task_run_id: string; readonly flow_run_id: string | null }
}

function readState(
  event: Event,
  reported: Pick<State, 'type'> & Partial<State>,
  { now, ids }: Owner,
): TaskRunReport['state'] {
  const { id = event.id, timestamp = event.occurred, ...parts } = reported
  const state_details = { ...parts.state_details, ...ids }
  return { id, timestamp, ...proposeState({ ...parts, data: parts.data as never, state_details }, now) }
}

function idAfter(prefix: string, text: string | undefined): string | undefined {
  return text?.startsWith(prefix) ? normalUuid(text.slice(prefix.length)) : undefined
}
