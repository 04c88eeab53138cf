import type { Json, JsonObject } from '@reeve/wire'
import { scenario } from '../../framework/scenario.ts'
import { createRun, readRun, setState } from '../../setup/flow-runs.ts'
import { state } from '../../setup/states.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

/** What a state may not be, and what is let through. */
const BODIES: readonly [string, Json][] = [
  ['no type', {}],
  ['an unknown type', { type: 'SLEEPING' }],
  ['a type in lower case', { type: 'running' }],
  ['a null type', { type: null }],
  ['a number as name', { type: 'RUNNING', name: 5 }],
  ['a null name', { type: 'RUNNING', name: null }],
  ['an empty name', { type: 'RUNNING', name: '' }],
  ['an id', { type: 'RUNNING', id: UNKNOWN }],
  ['a timestamp', { type: 'RUNNING', timestamp: '2026-01-01T00:00:00Z' }],
  ['an unknown key', { type: 'RUNNING', color: 'red' }],
  ['a text as details', { type: 'RUNNING', state_details: 'x' }],
  ['null details', { type: 'RUNNING', state_details: null }],
  ['an unknown key in its details', { type: 'RUNNING', state_details: { color: 'red' } }],
  ['a bad scheduled time', { type: 'SCHEDULED', state_details: { scheduled_time: 'soon' } }],
  ['a bad id in its details', { type: 'RUNNING', state_details: { transition_id: 'x' } }],
  ['a text as flag', { type: 'PAUSED', state_details: { pause_reschedule: 'maybe' } }],
  ['a text that reads as a flag', { type: 'PAUSED', state_details: { pause_reschedule: 'yes' } }],
  [
    'another run in its details',
    { type: 'RUNNING', state_details: { flow_run_id: UNKNOWN, task_run_id: UNKNOWN } },
  ],
  ['a number as message', { type: 'RUNNING', message: 1 }],
  ['a keyset', { type: 'PAUSED', state_details: { run_input_keyset: { schema: 'a', response: 'b' } } }],
  ['a bad keyset', { type: 'PAUSED', state_details: { run_input_keyset: { schema: 5 } } }],
  [
    'every detail',
    {
      type: 'RUNNING',
      name: 'Going',
      message: 'on',
      state_details: {
        child_flow_run_id: UNKNOWN,
        scheduled_time: '2026-01-01T02:00:00+02:00',
        cache_key: 'key',
        cache_expiration: '2030-01-01T00:00:00.5Z',
        untrackable_result: true,
        pause_timeout: '2030-01-01T00:00:00Z',
        pause_key: 'p',
        refresh_cache: true,
        retriable: false,
        transition_id: UNKNOWN,
        task_parameters_id: UNKNOWN,
        traceparent: '00-a-b-01',
      },
    },
  ],
]

const REQUESTS: readonly [string, JsonObject][] = [
  ['no state', {}],
  ['a null state', { state: null }],
  ['a text as state', { state: 'RUNNING' }],
  ['a text as force', { state: { type: 'RUNNING' }, force: 'x' }],
  ['a null force', { state: { type: 'RUNNING' }, force: null }],
  ['an unknown key beside', { state: { type: 'RUNNING' }, color: 'red' }],
]

const TIMES = [
  '2026-01-01',
  '2026-01-01T10:00',
  '2026-01-01T10:00:00',
  '2026-01-01 10:00:00.123456',
  '2026-01-01T10:00:00.1234567Z',
  '2026-01-01T10:00:00-05:30',
  '1767225600',
  1767225600,
  1767225600.25,
  '2026-13-01T00:00:00Z',
  '2026-01-01T25:00:00Z',
  '',
  null,
  true,
] as const

export const stateBody = [
  ...BODIES.map(([name, body]) =>
    scenario(`a state with ${name}`, 'A4 A5 A21 L2', createRun({ state: state('RUNNING') }), {
      ...setState({}),
      name: 'propose it',
      body: { state: body },
    }),
  ),
  ...REQUESTS.map(([name, body]) =>
    scenario(
      `a proposal with ${name}`,
      'L2 L3',
      createRun({ state: state('PENDING') }),
      { ...setState({}), name: 'propose it', body },
      readRun(),
    ),
  ),
  ...TIMES.map((time) =>
    scenario(
      `a scheduled time written as ${JSON.stringify(time)}`,
      'L8 A17',
      createRun({ state: state('PENDING') }),
      setState(state('SCHEDULED', { details: { scheduled_time: time } })),
      readRun(),
    ),
  ),
  scenario('a state for a run that is not there', 'L3', {
    ...setState(state('RUNNING')),
    path: `/flow_runs/${UNKNOWN}/set_state`,
  }),
  scenario('a state for a run whose id is no id', 'L4', {
    ...setState(state('RUNNING')),
    path: '/flow_runs/none/set_state',
  }),
]
