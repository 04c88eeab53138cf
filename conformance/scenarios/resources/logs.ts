import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, post } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const log = (body: Record<string, Json> = {}): Json => ({
  name: 'prefect.flow_runs',
  level: 20,
  message: 'm',
  timestamp: '2026-01-01T00:00:00Z',
  flow_run_id: '$(run)',
  ...body,
})
const write = (...logs: Json[]) => post('write', '/logs/', logs)
const read = post('read', '/logs/filter', {
  logs: { flow_run_id: { any_: ['$(run)'] } },
  sort: 'TIMESTAMP_ASC',
})

const WRITTEN: readonly [string, Record<string, Json>][] = [
  ['a run', {}],
  ['a task run', { task_run_id: UNKNOWN }],
  ['no level of the known', { level: 33 }],
  ['an empty message', { message: '' }],
  ['NUL characters', { message: 'a\u0000b', name: 'n\u0000m' }],
  ['many kinds of letters', { message: 'ä 流 😀 \n\t "' }],
  ['a zone', { timestamp: '2026-01-01T02:00:00.123456+02:00' }],
  ['no zone', { timestamp: '2026-01-01T00:00:00' }],
  ['an epoch', { timestamp: 1767225600.5 }],
  ['a text that reads as a level', { level: '20' }],
]
const REFUSED: readonly [string, Json][] = [
  ['no message', [{ name: 'x', level: 20, timestamp: '2026-01-01T00:00:00Z' }]],
  ['a text as level', [log({ level: 'info' })]],
  ['a fraction as level', [log({ level: 1.5 })]],
  ['a level that is too large', [log({ level: 40_000 })]],
  ['a bad timestamp', [log({ timestamp: 'x' })]],
  ['a bad run', [log({ flow_run_id: 'x' })]],
  ['an unknown key', [log({ color: 1 })]],
  ['one bad of two', [log(), log({ level: null })]],
  ['an object', log()],
  ['a list of lists', [[]]],
]

export const logs: Group = {
  name: 'logs',
  about: 'Logs written and read.',
  setup: [createFlow()],
  scenarios: [
    ...WRITTEN.map(([name, body]) =>
      scenario(`a log with ${name}`, 'J21 L8', createRun(), write(log(body)), read),
    ),
    ...REFUSED.filter(([name]) => !name.includes('too large')).map(([name, body]) =>
      scenario(`a log with ${name} is refused`, 'J21 L2', createRun(), post('write', '/logs/', body), read),
    ),
    scenario(
      'a log with a level that is too large',
      'J21',
      createRun(),
      post('write', '/logs/', [log({ level: 40_000 })]),
      read,
    ),
    scenario('no logs are written', 'J21', write()),
    scenario(
      'logs come in the order of their time',
      'J21 D17',
      createRun(),
      write(
        ...[5, 3, 4, 1, 2].map((second) =>
          log({ message: `${second}`, timestamp: `2026-01-01T00:00:0${second}Z` }),
        ),
      ),
      read,
      {
        ...read,
        name: 'read them backwards',
        body: { logs: { flow_run_id: { any_: ['$(run)'] } }, sort: 'TIMESTAMP_DESC' },
      },
    ),
    scenario(
      'two hundred logs at once',
      'J21 D18',
      createRun(),
      write(
        ...Array.from({ length: 210 }, (_, i) =>
          log({ message: `log ${i}`, timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString() }),
        ),
      ),
      { ...read, vary: ['[*].id', '[*].created', '[*].updated'], expect: [{ at: '', length: 200 }] },
    ),
  ],
}
