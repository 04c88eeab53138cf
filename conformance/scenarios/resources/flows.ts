import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, createRun, get, patch, post, readRun, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { createTaskRun, readTaskRun } from '../../setup/task-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const CREATED: readonly [string, Json][] = [
  ['tags', { name: 'flow-$(unique)', tags: ['b', 'a', 'b'] }],
  ['labels', { name: 'flow-$(unique)', labels: { text: 'x', number: 1, fraction: 1.5, flag: true } }],
  ['null labels', { name: 'flow-$(unique)', labels: null }],
  ['a name of many kinds of letters', { name: 'Flow ÄÖ 流 $(unique) .:;!?#' }],
  ['a long name', { name: `${'n'.repeat(400)}-$(unique)` }],
]

const REFUSED: readonly [string, Json][] = [
  ['no name', {}],
  ['a null name', { name: null }],
  ['an empty name', { name: '' }],
  ['a number as name', { name: 5 }],
  ['a name with a slash', { name: 'a/b' }],
  ['a name with a percent sign', { name: 'a%b' }],
  ['a name with a bracket', { name: 'a<b' }],
  ['a name with an ampersand', { name: 'a&b' }],
  ['an unknown key', { name: 'flow', color: 'red' }],
  ['an id', { name: 'flow', id: UNKNOWN }],
  ['a text as tags', { name: 'flow', tags: 'a' }],
  ['numbers as tags', { name: 'flow', tags: [1] }],
  ['null tags', { name: 'flow', tags: null }],
  ['a list as label', { name: 'flow', labels: { a: [1] } }],
  ['a null label', { name: 'flow', labels: { a: null } }],
  ['a list', []],
  ['several mistakes', { name: 5, tags: 'a', color: 'red' }],
]

const PATCHES: readonly [string, Json][] = [
  ['tags', { tags: ['x', 'y'] }],
  ['nothing', {}],
  ['null tags', { tags: null }],
  ['a name', { name: 'other' }],
  ['a text as tags', { tags: 'x' }],
]

export const flows: Group = {
  name: 'flows',
  about: 'Flows: made, found, changed and deleted.',
  scenarios: [
    scenario(
      'a flow is made once for each name',
      'C41 A37',
      createFlow('flow', { tags: ['a'], labels: { team: 'x' } }),
      { ...createFlow('flow', { tags: ['b'] }), name: 'create it again' },
      get('read it', '/flows/$(flow)'),
      get('read it by name', '/flows/name/flow-$(unique)'),
    ),
    ...CREATED.map(([name, body]) =>
      scenario(
        `a flow with ${name}`,
        'C41 C4',
        post('create', '/flows/', body, { capture: { flow: 'id' } }),
        get('read', '/flows/$(flow)'),
      ),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a flow with ${name} is refused`, 'C41 L2', post('create', '/flows/', body)),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a flow is changed: ${name}`,
        'C41',
        createFlow('flow', { tags: ['a'] }),
        patch('change', '/flows/$(flow)', body),
        get('read', '/flows/$(flow)'),
      ),
    ),
    scenario(
      'a flow that is not there',
      'L3 L4',
      get('read', `/flows/${UNKNOWN}`),
      get('read by name', '/flows/name/none-$(unique)'),
      patch('change', `/flows/${UNKNOWN}`, { tags: [] }),
      remove('delete', `/flows/${UNKNOWN}`),
      get('read what is no id', '/flows/none'),
      patch('change what is no id', '/flows/none', { tags: [] }),
      remove('delete what is no id', '/flows/none'),
    ),
    scenario(
      'a flow is deleted with its runs and deployments',
      'C41',
      createFlow(),
      createDeployment(),
      createRun(),
      createTaskRun(),
      remove('delete', '/flows/$(flow)'),
      get('read it', '/flows/$(flow)'),
      readRun(),
      readTaskRun(),
      get('read the deployment', '/deployments/$(deployment)'),
      remove('delete it again', '/flows/$(flow)'),
    ),
    scenario(
      'an id in another form is the same id',
      'L4',
      post('create', '/flows/', { name: 'flow-$(unique)' }, { capture: { flow: 'id' } }),
      get('read it', '/flows/$(flow)'),
    ),
  ],
}
