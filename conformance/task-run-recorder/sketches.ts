import type { Json, JsonObject } from '@reeve/wire'

/** Stands for the id of the flow run that whoever runs the cases has made. */
export const FLOW_RUN = '{flow_run}'

/** Ids of several kinds, by number. */
export const ids = (kind: number, number: number) =>
  `00000000-0000-4000-8000-${String(kind)}${String(number).padStart(11, '0')}`
/** The id of a task run. */
export const run = (number: number) => ids(1, number)
/** The id of a state and of the event that tells of it. */
export const state = (number: number) => ids(2, number)
/** A time of day, in seconds. */
export const at = (second: number) => `2026-03-01T10:00:${String(second).padStart(2, '0')}.250000Z`

/** The flow run among the related resources. */
export const flowRun: JsonObject = {
  'prefect.resource.id': `prefect.flow-run.${FLOW_RUN}`,
  'prefect.resource.role': 'flow-run',
}

/** What matters of an event; the rest is as the Python client sends it. */
export interface Sketch {
  readonly run: number
  readonly state: number
  readonly second: number
  readonly type: string
  readonly related?: Json
  readonly task?: JsonObject
  readonly validated?: JsonObject
  readonly change?: JsonObject
}

/** What the Python client sends when a task run enters a state. */
export function event({ run: runNumber, state: stateNumber, second, type, ...more }: Sketch): JsonObject {
  const name = `${type[0]}${type.slice(1).toLowerCase()}`
  return {
    id: state(stateNumber),
    occurred: at(second),
    event: `prefect.task-run.${name}`,
    resource: {
      'prefect.resource.id': `prefect.task-run.${run(runNumber)}`,
      'prefect.resource.name': `task-${runNumber}`,
      'prefect.orchestration': 'client',
    },
    related: more.related ?? [flowRun],
    payload: {
      intended: { from: null, to: type },
      initial_state: null,
      validated_state: { type, name, message: '', state_details: {}, data: null, ...more.validated },
      task_run: {
        name: `task-${runNumber}`,
        task_key: 'greet-1a2b',
        dynamic_key: `key-${runNumber}`,
        empirical_policy: { max_retries: 0, retry_delay_seconds: 0, retries: 2, retry_delay: 3 },
        tags: ['one', 'two'],
        labels: {},
        task_inputs: { who: [] },
        run_count: type === 'PENDING' ? 0 : 1,
        flow_run_run_count: 1,
        expected_start_time: at(0),
        total_run_time: 0,
        ...more.task,
      },
    },
    ...more.change,
  }
}

const payloadOf = (made: JsonObject) => made.payload as JsonObject
/** The event without some fields of its task run. */
export const withoutTaskField = (made: JsonObject, ...fields: string[]): JsonObject => {
  const task = payloadOf(made).task_run as JsonObject
  const kept = Object.fromEntries(Object.entries(task).filter(([field]) => !fields.includes(field)))
  return { ...made, payload: { ...payloadOf(made), task_run: kept } }
}

/** The first state of a run. */
export const pending = (number: number) =>
  event({ run: number, state: number * 10 + 1, second: 1, type: 'PENDING' })
/** Its second. */
export const running = (number: number) =>
  event({ run: number, state: number * 10 + 2, second: 2, type: 'RUNNING', task: { start_time: at(2) } })
/** Its third. */
export const completed = (number: number) =>
  event({
    run: number,
    state: number * 10 + 3,
    second: 3,
    type: 'COMPLETED',
    task: { start_time: at(2), end_time: at(3), total_run_time: 1.000001 },
  })
