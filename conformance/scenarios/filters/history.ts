import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'
import { state } from '../../setup/states.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const at = (time: string) => ({ details: { scheduled_time: time } })

const setup: readonly Step[] = [
  createFlow(),
  createFlow('quiet'),
  createFlow('late'),
  createRun({ state: state('SCHEDULED', at('2030-01-01T00:00:00Z')) }, { as: 'first' }),
  createRun({ state: state('SCHEDULED', at('2030-01-01T00:59:59.999999Z')) }, { as: 'second' }),
  createRun({ state: state('SCHEDULED', { name: 'Late', ...at('2030-01-01T01:00:00Z') }) }, { as: 'third' }),
  createRun({ state: state('SCHEDULED', at('2030-01-01T05:00:00Z')) }, { as: 'fourth' }),
  createRun({ state: state('SCHEDULED', at('$(now-600)')), flow_id: '$(late)' }, { as: 'late run' }),
  createRun({ state: state('SCHEDULED', at('$(now+600)')), flow_id: '$(late)' }, { as: 'early run' }),
  createTaskRun(
    { flow_run_id: '$(first)', state: state('SCHEDULED', at('2030-01-01T00:10:00Z')) },
    { as: 'task one' },
  ),
  createTaskRun(
    { flow_run_id: '$(first)', task_key: 'b', state: state('SCHEDULED', at('2030-01-01T02:10:00Z')) },
    { as: 'task two' },
  ),
]

const RANGES: readonly [string, JsonObject][] = [
  [
    'hours',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T06:00:00Z',
      history_interval_seconds: 3600,
    },
  ],
  [
    'a part of an hour at the end',
    {
      history_start: '2030-01-01T00:30:00Z',
      history_end: '2030-01-01T02:45:00Z',
      history_interval_seconds: 3600,
    },
  ],
  [
    'one bucket',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T06:00:00Z',
      history_interval_seconds: 86400,
    },
  ],
  [
    'another zone',
    {
      history_start: '2030-01-01T01:00:00+01:00',
      history_end: '2030-01-01T03:00:00+01:00',
      history_interval_seconds: 3600,
    },
  ],
  [
    'fractions',
    {
      history_start: '2030-01-01T00:00:00.5Z',
      history_end: '2030-01-01T02:00:00.5Z',
      history_interval_seconds: 3600.5,
    },
  ],
  [
    'an end before the start',
    {
      history_start: '2030-01-02T00:00:00Z',
      history_end: '2030-01-01T00:00:00Z',
      history_interval_seconds: 60,
    },
  ],
  [
    'nothing',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T00:00:00Z',
      history_interval_seconds: 60,
    },
  ],
]

const REFUSED: readonly [string, Json][] = [
  [
    'an interval of half a second',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T06:00:00Z',
      history_interval_seconds: 0.5,
    },
  ],
  [
    'an interval of zero',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T06:00:00Z',
      history_interval_seconds: 0,
    },
  ],
  ['no interval', { history_start: '2030-01-01T00:00:00Z', history_end: '2030-01-01T06:00:00Z' }],
  [
    'a text as interval',
    {
      history_start: '2030-01-01T00:00:00Z',
      history_end: '2030-01-01T06:00:00Z',
      history_interval_seconds: 'x',
    },
  ],
  ['a bad start', { history_start: 'x', history_end: '2030-01-01T06:00:00Z', history_interval_seconds: 60 }],
  ['no bounds', { history_interval_seconds: 60 }],
  ['no body', {}],
]

/** The order of states within a bucket is open. */
const read = (path: string, body: JsonObject): Step => ({
  ...post('read', path, body),
  lists: [{ at: '[*].states', by: 'state_name' }],
})

const MINE = { flows: { id: { any_: ['$(flow)'] } } }
const HOURS = RANGES[0]?.[1] as JsonObject

export const history: Group = {
  name: 'history',
  about: 'Runs counted by time, and their lateness.',
  setup,
  scenarios: [
    ...RANGES.map(([name, range]) =>
      scenario(`flow runs by ${name}`, 'D24', read('/flow_runs/history', { ...MINE, ...range })),
    ),
    ...RANGES.map(([name, range]) =>
      scenario(`task runs by ${name}`, 'D24', read('/task_runs/history', { ...MINE, ...range })),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`flow runs with ${name}`, 'D24 L2', post('read', '/flow_runs/history', body)),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`task runs with ${name}`, 'D24 L2', post('read', '/task_runs/history', body)),
    ),
    scenario(
      'more buckets than 500',
      'D24',
      read('/flow_runs/history', { ...MINE, ...HOURS, history_interval_seconds: 10 }),
    ),
    scenario(
      'flow runs of some states',
      'D24 D12',
      read('/flow_runs/history', {
        ...MINE,
        ...HOURS,
        flow_runs: { state: { name: { any_: ['Late'] } } },
      }),
      {
        ...read('/flow_runs/history', { ...MINE, ...HOURS, task_runs: {} }),
        name: 'read those with task runs',
      },
      {
        ...read('/flow_runs/history', { ...MINE, ...HOURS, deployments: {} }),
        name: 'read those with deployments',
      },
      {
        ...read('/flow_runs/history', { ...MINE, ...HOURS, work_pools: {}, work_queues: {} }),
        name: 'read those with queues',
      },
    ),
    scenario(
      'flow runs with a bad filter',
      'D24 L2',
      post('read', '/flow_runs/history', { ...HOURS, flow_runs: { color: 1 } }),
    ),
    scenario(
      'lateness of no run',
      'D23',
      post('read', '/flow_runs/lateness', { flows: { id: { any_: ['$(quiet)'] } } }),
    ),
    scenario('lateness of runs in the future', 'D23', post('read', '/flow_runs/lateness', MINE)),
    scenario('lateness of a late run and one that is not', 'D23', {
      ...post('read', '/flow_runs/lateness', { flows: { id: { any_: ['$(late)'] } } }),
      seconds: [''],
    }),
    scenario(
      'lateness with a bad filter',
      'D23 L2',
      post('read', '/flow_runs/lateness', { flow_runs: { color: 1 } }),
    ),
  ],
}
