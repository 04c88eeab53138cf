import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { get, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const PATH = '/concurrency_limits'
const TAG = 'tag-$(unique)'

const create = (limit: Json, tag = 'tag') =>
  post(
    `create ${tag}`,
    `${PATH}/`,
    { tag: `${tag}-$(unique)`, concurrency_limit: limit },
    { capture: { [tag]: 'id' } },
  )
const read = (name = 'read') => get(name, `${PATH}/tag/${TAG}`)
const increment = (run: string, names: Json = [TAG], name = `take slots for ${run}`) =>
  post(name, `${PATH}/increment`, { names, task_run_id: `$(uuid:${run})` })
const decrement = (run: string, names: Json = [TAG], name = `give slots of ${run} back`) =>
  post(name, `${PATH}/decrement`, { names, task_run_id: `$(uuid:${run})` })
const readV2 = get('read the newer form', `/v2/concurrency_limits/tag:${TAG}`)

const REFUSED: readonly [string, Json][] = [
  ['no tag', { concurrency_limit: 1 }],
  ['no limit', { tag: 'a' }],
  ['a text as limit', { tag: 'a', concurrency_limit: 'x' }],
  ['a fraction as limit', { tag: 'a', concurrency_limit: 1.5 }],
  ['an unknown key', { tag: 'a', concurrency_limit: 1, color: 1 }],
]

export const tagLimits: Group = {
  name: 'tag-limits',
  about: 'Concurrency limits of task tags in their older form.',
  scenarios: [
    scenario(
      'a limit is made and changed',
      'F12',
      create(2),
      read(),
      readV2,
      { ...create(5), name: 'create it again' },
      read('read it again'),
      get('read by id', `${PATH}/$(tag)`),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a limit with ${name} is refused`, 'F12 L2', post('create', `${PATH}/`, body)),
    ),
    scenario('a negative limit', 'F12', post('create', `${PATH}/`, { tag: TAG, concurrency_limit: -1 })),
    scenario(
      'slots are taken and given back',
      'F14 F15',
      create(1),
      increment('one'),
      read('read while taken'),
      readV2,
      increment('two'),
      decrement('one'),
      read(),
      increment('two', [TAG], 'take slots for two again'),
      read('read at the end'),
    ),
    scenario('a limit of zero', 'F14', create(0), increment('one')),
    scenario(
      'tags without a limit',
      'F14 F15',
      increment('one', ['none-$(unique)']),
      decrement('one', ['none-$(unique)']),
      increment('one', [], 'take none'),
      decrement('one', [], 'give none back'),
    ),
    scenario(
      'slots of two tags',
      'F14',
      create(1),
      create(1, 'wide'),
      increment('one', [TAG, 'wide-$(unique)']),
      increment('two', ['wide-$(unique)']),
      increment('two', ['wide-$(unique)', TAG], 'take both for two'),
      decrement('one', [TAG]),
      increment('two', [TAG], 'take one for two'),
      read(),
    ),
    scenario(
      'a slot is taken twice by one run',
      'F14',
      create(2),
      increment('one'),
      increment('one', [TAG], 'take it again'),
      read(),
      decrement('one'),
      read('read at the end'),
    ),
    scenario(
      'slots are given back by a run that has none',
      'F15',
      create(1),
      increment('one'),
      decrement('two'),
      read(),
    ),
    scenario(
      'a limit is reset',
      'F16',
      create(2),
      increment('one'),
      post('reset', `${PATH}/tag/${TAG}/reset`, {}),
      read(),
      readV2,
    ),
    scenario(
      'a limit is reset to some runs',
      'F16',
      create(2),
      increment('one'),
      post('reset', `${PATH}/tag/${TAG}/reset`, { slot_override: ['$(uuid:two)', '$(uuid:three)'] }),
      { ...read(), lists: [{ at: 'active_slots' }] },
      readV2,
    ),
    scenario(
      'a limit is reset without a body',
      'F16',
      create(2),
      post('reset', `${PATH}/tag/${TAG}/reset`),
      read(),
    ),
    scenario(
      'a limit is deleted by tag',
      'F12 F16',
      create(1),
      increment('one'),
      remove('delete', `${PATH}/tag/${TAG}`),
      read(),
      remove('delete again', `${PATH}/tag/${TAG}`),
    ),
    scenario(
      'a limit is deleted by id',
      'F12',
      create(1),
      remove('delete', `${PATH}/$(tag)`),
      get('read', `${PATH}/$(tag)`),
      remove('delete again', `${PATH}/$(tag)`),
    ),
    scenario(
      'a limit that is not there',
      'F12 L4',
      get('read', `${PATH}/${UNKNOWN}`),
      get('read what is no id', `${PATH}/none`),
      get('read by tag', `${PATH}/tag/none-$(unique)`),
      remove('delete', `${PATH}/${UNKNOWN}`),
      post('reset', `${PATH}/tag/none-$(unique)/reset`, {}),
    ),
    ...(
      [
        { names: 'x' },
        { names: [1], task_run_id: UNKNOWN },
        { names: [TAG] },
        { names: [TAG], task_run_id: 'x' },
      ] as const
    ).map((body) =>
      scenario(
        `slots are asked for with ${JSON.stringify(body)}`,
        'F14 L2',
        post('take', `${PATH}/increment`, body as Json),
        post('give back', `${PATH}/decrement`, body as Json),
      ),
    ),
    scenario(
      'a tag with letters that paths know',
      'F12',
      post('create', `${PATH}/`, { tag: 'a tag $(unique)', concurrency_limit: 1 }),
      get('read', `${PATH}/tag/a tag $(unique)`),
      remove('delete', `${PATH}/tag/a tag $(unique)`),
    ),
  ],
}
