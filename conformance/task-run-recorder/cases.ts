import type { JsonObject } from '@reeve/wire'
import {
  at,
  completed,
  event,
  FLOW_RUN,
  flowRun,
  ids,
  pending,
  run,
  running,
  state,
  withoutTaskField,
} from './sketches.ts'

/** A sequence of task-run events, sent one after the other; what it leaves in the database is compared. */
export interface RecorderCase {
  readonly name: string
  readonly events: readonly JsonObject[]
}

/** The cases, each with runs of its own. */
export const cases: readonly RecorderCase[] = [
  { name: 'states in order', events: [pending(1), running(1), completed(1)] },
  { name: 'states in reverse order', events: [completed(2), running(2), pending(2)] },
  { name: 'an event that comes twice', events: [pending(3), running(3), pending(3), running(3)] },
  {
    name: 'a task run without a flow run',
    events: [
      event({ run: 4, state: 41, second: 1, type: 'PENDING', related: [] }),
      event({ run: 4, state: 42, second: 2, type: 'RUNNING', related: [] }),
    ],
  },
  {
    name: 'another id for the same natural key, newer',
    events: [
      pending(5),
      event({ run: 50, state: 55, second: 5, type: 'RUNNING', task: { dynamic_key: 'key-5' } }),
    ],
  },
  {
    name: 'another id for the same natural key, older',
    events: [
      completed(6),
      event({ run: 60, state: 65, second: 1, type: 'PENDING', task: { dynamic_key: 'key-6' } }),
    ],
  },
  {
    name: 'fields that a newer event leaves out stay',
    events: [
      event({
        run: 7,
        state: 71,
        second: 1,
        type: 'RUNNING',
        task: { cache_key: 'k', task_version: 'v1', end_time: at(9) },
      }),
      withoutTaskField(
        event({ run: 7, state: 72, second: 2, type: 'PENDING' }),
        'tags',
        'labels',
        'empirical_policy',
        'task_inputs',
        'expected_start_time',
        'run_count',
      ),
    ],
  },
  {
    name: 'fields that an older event brings are not taken',
    events: [
      withoutTaskField(
        event({ run: 8, state: 81, second: 4, type: 'RUNNING' }),
        'tags',
        'labels',
        'task_inputs',
      ),
      event({ run: 8, state: 82, second: 2, type: 'PENDING', task: { cache_key: 'k', end_time: at(9) } }),
    ],
  },
  {
    name: 'fields that a newer event sets to null become null',
    events: [
      event({
        run: 9,
        state: 91,
        second: 1,
        type: 'RUNNING',
        task: { end_time: at(1), cache_expiration: at(2), task_version: 'v' },
      }),
      event({
        run: 9,
        state: 92,
        second: 2,
        type: 'PENDING',
        task: { end_time: null, labels: null, cache_expiration: null, task_version: null },
      }),
    ],
  },
  {
    name: 'a flow run that does not exist',
    events: [
      event({
        run: 10,
        state: 101,
        second: 1,
        type: 'PENDING',
        related: [
          { ...flowRun, 'prefect.resource.id': 'prefect.flow-run.99999999-9999-4999-8999-999999999999' },
        ],
      }),
    ],
  },
  {
    name: 'the same id under another natural key',
    events: [
      pending(11),
      event({ run: 11, state: 112, second: 2, type: 'RUNNING', task: { dynamic_key: 'moved' } }),
    ],
  },
  {
    name: 'a newer event without the flow run',
    events: [pending(12), event({ run: 12, state: 122, second: 2, type: 'RUNNING', related: [] })],
  },
  {
    name: 'events that cannot be read as task runs',
    events: [
      event({ run: 13, state: 131, second: 1, type: 'PENDING', change: { payload: {} } }),
      event({ run: 14, state: 141, second: 1, type: 'SLEEPING' }),
      withoutTaskField(event({ run: 15, state: 151, second: 1, type: 'PENDING' }), 'task_key'),
      withoutTaskField(event({ run: 16, state: 161, second: 1, type: 'PENDING' }), 'dynamic_key'),
      event({ run: 17, state: 171, second: 1, type: 'PENDING', task: { run_count: 'many' } }),
      event({ run: 18, state: 181, second: 1, type: 'PENDING', task: { name: null } }),
      event({ run: 19, state: 191, second: 1, type: 'PENDING', task: { cache_key: 'x'.repeat(2001) } }),
      event({ run: 20, state: 201, second: 1, type: 'PENDING', task: { cache_key: null } }),
      event({
        run: 21,
        state: 211,
        second: 1,
        type: 'PENDING',
        change: {
          resource: { 'prefect.resource.id': 'prefect.task-run.nobody', 'prefect.orchestration': 'client' },
        },
      }),
      event({
        run: 22,
        state: 221,
        second: 1,
        type: 'PENDING',
        related: [{ ...flowRun, 'prefect.resource.id': 'prefect.flow-run.nobody' }],
      }),
    ],
  },
  {
    name: 'events that are not for the recorder',
    events: [
      event({
        run: 23,
        state: 231,
        second: 1,
        type: 'PENDING',
        change: { resource: { 'prefect.resource.id': `prefect.task-run.${run(23)}` } },
      }),
      event({ run: 24, state: 241, second: 1, type: 'PENDING', change: { event: 'prefect.task.Pending' } }),
    ],
  },
  {
    name: 'a name of the event that only begins alike',
    events: [
      event({ run: 25, state: 251, second: 1, type: 'PENDING', change: { event: 'prefect.task-runner' } }),
    ],
  },
  {
    name: 'data of a state',
    events: [
      event({
        run: 26,
        state: 261,
        second: 1,
        type: 'COMPLETED',
        validated: { data: { storage_key: 'a', n: [1, 2.5] } },
      }),
      event({ run: 27, state: 271, second: 1, type: 'COMPLETED', validated: { data: false } }),
      event({ run: 28, state: 281, second: 1, type: 'COMPLETED', validated: { data: 'text' } }),
    ],
  },
  {
    name: 'a state that names itself',
    events: [
      event({
        run: 29,
        state: 291,
        second: 1,
        type: 'RUNNING',
        validated: { name: 'Retrying', message: 'again' },
      }),
      event({ run: 30, state: 301, second: 1, type: 'CANCELLING', validated: { name: null, message: null } }),
      event({ run: 31, state: 311, second: 1, type: 'PENDING', validated: { name: '' } }),
    ],
  },
  {
    name: 'state details',
    events: [
      event({
        run: 32,
        state: 321,
        second: 1,
        type: 'SCHEDULED',
        validated: {
          state_details: {
            scheduled_time: '2026-03-01T12:00:00+02:00',
            cache_key: 'c',
            cache_expiration: '2026-03-02T00:00:00Z',
            deferred: true,
            retriable: false,
            refresh_cache: true,
            task_parameters_id: ids(3, 1).toUpperCase(),
            traceparent: '00-1-2-01',
            unheard_of: 1,
            run_input_keyset: { a: 'b' },
            task_run_id: ids(3, 2),
            flow_run_id: ids(3, 3),
          },
        },
      }),
    ],
  },
  {
    name: 'identity and state in the task run of the payload',
    events: [
      event({
        run: 33,
        state: 331,
        second: 1,
        type: 'PENDING',
        task: {
          id: run(333),
          state_id: state(333),
          state_type: 'FAILED',
          state_name: 'Odd',
          created: at(7),
          updated: at(7),
        },
      }),
      event({ run: 34, state: 341, second: 1, type: 'PENDING', task: { flow_run_id: null } }),
      event({
        run: 35,
        state: 351,
        second: 1,
        type: 'PENDING',
        related: [],
        task: { flow_run_id: FLOW_RUN },
      }),
    ],
  },
  {
    name: 'identity and time in the state of the payload',
    events: [
      event({
        run: 36,
        state: 361,
        second: 1,
        type: 'PENDING',
        validated: { id: state(366), timestamp: at(8), created: at(7) },
      }),
    ],
  },
  {
    name: 'unknown fields of the task run',
    events: [
      event({
        run: 37,
        state: 371,
        second: 1,
        type: 'PENDING',
        task: { colour: 'red', estimated_run_time: 4 },
      }),
    ],
  },
  {
    name: 'durations and instants in other spellings',
    events: [
      event({ run: 38, state: 381, second: 1, type: 'RUNNING', task: { total_run_time: 'PT1.5S' } }),
      event({
        run: 39,
        state: 391,
        second: 1,
        type: 'RUNNING',
        task: { total_run_time: 90061.25, start_time: 1772359200 },
      }),
      event({
        run: 40,
        state: 401,
        second: 1,
        type: 'RUNNING',
        task: { start_time: '2026-03-01T12:00:00.123456+02:00', end_time: '2026-03-01' },
        change: { occurred: '2026-03-01T12:00:00.1+02:00' },
      }),
      event({
        run: 41,
        state: 411,
        second: 1,
        type: 'RUNNING',
        change: { occurred: '2026-03-01T10:00:00.1234567' },
      }),
    ],
  },
  {
    name: 'two states at the same time',
    events: [pending(42), event({ run: 42, state: 422, second: 1, type: 'RUNNING' })],
  },
  {
    name: 'inputs, policy and labels of every kind',
    events: [
      event({
        run: 43,
        state: 431,
        second: 1,
        type: 'PENDING',
        task: {
          task_inputs: {
            a: [{ input_type: 'task_run', id: run(1) }],
            b: [{ input_type: 'parameter', name: 'p' }],
            c: [{ input_type: 'constant', type: 'int' }],
            d: [{ input_type: 'flow_run', id: run(2) }],
          },
          empirical_policy: { retries: 1, retry_delay: [1, 2.5], retry_jitter_factor: 0.5 },
          labels: { a: 'x', b: 1, c: 2.5, d: true },
          tags: ['b', 'a', 'b'],
        },
      }),
      event({
        run: 44,
        state: 441,
        second: 1,
        type: 'PENDING',
        task: { empirical_policy: { max_retries: 4, retry_delay_seconds: 1.5 } },
      }),
      event({ run: 45, state: 451, second: 1, type: 'PENDING', task: { empirical_policy: {} } }),
    ],
  },
  {
    name: 'ids in other spellings',
    events: [
      event({
        run: 46,
        state: 461,
        second: 1,
        type: 'PENDING',
        change: {
          id: 'ABCDEF00000040008000000000000461',
          resource: {
            'prefect.resource.id': 'prefect.task-run.ABCDEF0000004000800000000000046A',
            'prefect.orchestration': 'client',
          },
        },
      }),
    ],
  },
  {
    name: 'a retry after the end',
    events: [
      completed(47),
      event({
        run: 47,
        state: 474,
        second: 4,
        type: 'SCHEDULED',
        validated: { name: 'AwaitingRetry', state_details: { scheduled_time: at(9) } },
        task: { next_scheduled_start_time: at(9), run_count: 1 },
      }),
      event({ run: 47, state: 475, second: 9, type: 'RUNNING', task: { run_count: 2, start_time: at(2) } }),
    ],
  },
  {
    name: 'two flow runs among the related',
    events: [
      event({
        run: 48,
        state: 481,
        second: 1,
        type: 'PENDING',
        related: [
          flowRun,
          { ...flowRun, 'prefect.resource.id': 'prefect.flow-run.99999999-9999-4999-8999-999999999999' },
        ],
      }),
    ],
  },
]
