import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const KEY = 'key-$(unique)'

const create = (body: Record<string, Json> = {}, as = 'artifact') =>
  post(`create ${as}`, '/artifacts/', body, { capture: { [as]: 'id' } })
const read = (of = 'artifact') => get(`read ${of}`, `/artifacts/$(${of})`)
const latest = (name = 'read the latest') => get(name, `/artifacts/${KEY}/latest`)

const CREATED: readonly [string, Record<string, Json>][] = [
  ['nothing', {}],
  ['a key', { key: KEY }],
  [
    'all',
    {
      key: KEY,
      type: 'table',
      description: 'd',
      data: [{ a: 1 }],
      metadata_: { a: 'b' },
      flow_run_id: '$(run)',
      task_run_id: '$(task)',
    },
  ],
  ['a text as data', { data: 'x' }],
  ['a number as data', { data: 5 }],
  ['null data', { data: null }],
  ['runs that are not there', { flow_run_id: UNKNOWN, task_run_id: UNKNOWN }],
  ['long metadata', { metadata_: { a: 'x'.repeat(501), b: 'x'.repeat(500) } }],
  ['an empty key', { key: '' }],
]
const REFUSED: readonly [string, Json][] = [
  ['a key in capitals', { key: 'Key' }],
  ['a key with a space', { key: 'a b' }],
  ['a number as type', { type: 1 }],
  ['numbers as metadata', { metadata_: { a: 1 } }],
  ['an unknown key', { color: 1 }],
  ['a bad run', { flow_run_id: 'x' }],
  ['a list', []],
]
const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['data', { data: { b: 2 } }],
  ['null data', { data: null }],
  ['a description', { description: 'new' }],
  ['metadata', { metadata_: { z: 'z' } }],
  ['a key', { key: 'other' }],
]

export const artifacts: Group = {
  name: 'artifacts',
  about: 'Artifacts and their collections.',
  setup: [createFlow(), createRun(), createTaskRun()],
  scenarios: [
    ...CREATED.map(([name, body]) => scenario(`an artifact with ${name}`, 'J17', create(body), read())),
    ...REFUSED.map(([name, body]) =>
      scenario(`an artifact with ${name} is refused`, 'J17 L2', post('create', '/artifacts/', body)),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `an artifact is changed: ${name}`,
        'J19',
        create({ key: KEY, data: { a: 1 }, description: 'old', metadata_: { a: 'a' } }),
        patch('change', '/artifacts/$(artifact)', body),
        read(),
        latest(),
      ),
    ),
    scenario(
      'versions of an artifact',
      'J17 J18 J19',
      create({ key: KEY, type: 'a', data: 1 }, 'first'),
      latest('read the latest of one'),
      create({ key: KEY, type: 'b', data: 2, flow_run_id: '$(run)' }, 'second'),
      latest('read the latest of two'),
      post('list the latest', '/artifacts/latest/filter', { artifacts: { key: { any_: [KEY] } } }),
      post('count the latest', '/artifacts/latest/count', { artifacts: { key: { any_: [KEY] } } }),
      post('count all', '/artifacts/count', { artifacts: { key: { any_: [KEY] } } }),
      patch('change the first', '/artifacts/$(first)', { data: 10 }),
      latest('read the latest after a change of the first'),
      remove('delete the second', '/artifacts/$(second)'),
      latest('read the latest after the deletion'),
      remove('delete the first', '/artifacts/$(first)'),
      latest('read the latest of none'),
      post('list the latest of none', '/artifacts/latest/filter', { artifacts: { key: { any_: [KEY] } } }),
    ),
    scenario(
      'an older version is deleted',
      'J19',
      create({ key: KEY, data: 1 }, 'first'),
      create({ key: KEY, data: 2 }, 'second'),
      remove('delete the first', '/artifacts/$(first)'),
      latest(),
    ),
    scenario(
      'an artifact that is not there',
      'L3 L4 J18',
      get('read', `/artifacts/${UNKNOWN}`),
      patch('change', `/artifacts/${UNKNOWN}`, { data: 1 }),
      remove('delete', `/artifacts/${UNKNOWN}`),
      get('read what is no id', '/artifacts/none'),
      latest(),
    ),
  ],
}
