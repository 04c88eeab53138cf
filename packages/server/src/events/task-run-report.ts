import type { TaskRunReport, TaskRunRow } from '@reeve/core/recorder'
import { proposeState } from '@reeve/core/transitions'
import {
  compileParser,
  type Event,
  type ParseContext,
  State,
  TaskRun,
  TaskRunCreate,
  type TaskRunPolicy,
  Type,
} from '@reeve/wire'
import type { TSchema } from 'typebox'
import { normalUuid } from '../http/created-by.ts'
import { migratePolicy } from '../operations/flow-runs/run-policy.ts'

/** Whether the client of a task run reports it through this event. [H1] */
export const isTaskRunReport = ({ event, resource }: Event): boolean =>
  event.startsWith('prefect.task-run') && resource['prefect.orchestration'] === 'client'

/** A field that stays away if it was not sent. */
function sentOnly(field: TSchema): TSchema {
  const { initial: _, default: __, fresh: ___, ...schema } = field as Record<string, unknown>
  return schema as TSchema
}

/** Fields of a task run that a report may carry, with the checks on new task runs; others follow from the event. [H2] */
const { state: _, ...created } = TaskRunCreate.properties
const reported = {
  ...created,
  name: { anyOf: [created.name, Type.Null()] } as unknown as TSchema,
  run_count: TaskRun.properties.run_count,
  flow_run_run_count: TaskRun.properties.flow_run_run_count,
  expected_start_time: TaskRun.properties.expected_start_time,
  next_scheduled_start_time: TaskRun.properties.next_scheduled_start_time,
  start_time: TaskRun.properties.start_time,
  end_time: TaskRun.properties.end_time,
  total_run_time: { type: 'number', reads: 'duration' } as unknown as TSchema,
}

const mapValues = (fields: Readonly<Record<string, TSchema>>, change: (field: TSchema) => TSchema) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]))

type ReportedRun = Pick<TaskRunReport['run'], 'task_key' | 'dynamic_key'> &
  Partial<Omit<Pick<TaskRunRow, keyof typeof reported>, 'id'>> & { readonly id?: string | null }

const Payload = Type.Object(
  {
    task_run: Type.Unsafe<ReportedRun>({
      $id: 'ReportedTaskRun',
      type: 'object',
      properties: mapValues(reported, sentOnly),
      required: ['task_key', 'dynamic_key'],
    }),
    validated_state: Type.Unsafe<Pick<State, 'type'> & Partial<State>>({
      $id: 'ReportedState',
      type: 'object',
      properties: mapValues(State.properties, sentOnly),
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
  const { id = taskRunId, empirical_policy, ...run } = payload.task_run
  if (id === null) return undefined
  return {
    run: {
      flow_run_id: flowRunId,
      ...run,
      id,
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
