import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { get, patch, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const NAME = 'variable_$(unique)'

const create = (body: Record<string, Json> = {}) =>
  post('create', '/variables/', { name: NAME, value: 'x', ...body }, { capture: { variable: 'id' } })
const read = get('read', '/variables/$(variable)')

const VALUES: readonly Json[] = ['', 'text', 5, 1.5, true, null, [1, [2]], { a: { b: null } }, 'ä流']

const REFUSED: readonly [string, Json][] = [
  ['no name', { value: 1 }],
  ['no value', { name: 'a' }],
  ['a name in capitals', { name: 'Name', value: 1 }],
  ['a name with a space', { name: 'a b', value: 1 }],
  ['a name with a dot', { name: 'a.b', value: 1 }],
  ['a name that is too long', { name: 'a'.repeat(256), value: 1 }],
  ['an empty name', { name: '', value: 1 }],
  ['a null name', { name: null, value: 1 }],
  ['a value that is too long', { name: 'a', value: 'x'.repeat(5000) }],
  ['an unknown key', { name: 'a', value: 1, color: 1 }],
  ['a text as tags', { name: 'a', value: 1, tags: 'x' }],
]

const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['a value', { value: { a: 1 } }],
  ['a null value', { value: null }],
  ['a name', { name: 'other_$(unique)' }],
  ['tags', { tags: ['z'] }],
  ['null tags', { tags: null }],
  ['a bad name', { name: 'A B' }],
  ['a null name', { name: null }],
  ['a value that is too long', { value: 'x'.repeat(5000) }],
  ['an unknown key', { color: 1 }],
]

export const variables: Group = {
  name: 'variables',
  about: 'Variables.',
  scenarios: [
    ...VALUES.map((value) =>
      scenario(`a variable of ${JSON.stringify(value)}`, 'J16', create({ value }), read),
    ),
    scenario('a variable of the greatest length', 'J16', create({ value: 'x'.repeat(4998) })),
    ...REFUSED.map(([name, body]) =>
      scenario(`a variable with ${name} is refused`, 'J16 L2', post('create', '/variables/', body)),
    ),
    scenario('a name is taken once', 'J16', create(), {
      ...create({ value: 'y' }),
      name: 'create it again',
      capture: {},
    }),
    scenario(
      'a variable is found by name',
      'J16',
      create({ tags: ['b', 'a'] }),
      get('read by name', `/variables/name/${NAME}`),
      patch('change by name', `/variables/name/${NAME}`, { value: 2 }),
      get('read it again', `/variables/name/${NAME}`),
      remove('delete by name', `/variables/name/${NAME}`),
      get('read what was deleted', `/variables/name/${NAME}`),
      patch('change what was deleted', `/variables/name/${NAME}`, { value: 2 }),
      remove('delete what was deleted', `/variables/name/${NAME}`),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a variable is changed: ${name}`,
        'J16',
        create({ tags: ['a'] }),
        patch('change', '/variables/$(variable)', body),
        read,
      ),
    ),
    scenario(
      'a variable takes a name that is taken',
      'J16',
      create(),
      post('create another', '/variables/', { name: 'other_$(unique)', value: 1 }),
      patch('change', '/variables/$(variable)', { name: 'other_$(unique)' }),
      read,
    ),
    scenario(
      'a variable is deleted',
      'J16',
      create(),
      remove('delete', '/variables/$(variable)'),
      read,
      remove('delete again', '/variables/$(variable)'),
    ),
    scenario(
      'a variable that is not there',
      'J16 L4',
      get('read', `/variables/${UNKNOWN}`),
      patch('change', `/variables/${UNKNOWN}`, { value: 1 }),
      remove('delete', `/variables/${UNKNOWN}`),
      get('read what is no id', '/variables/none'),
    ),
  ],
}
