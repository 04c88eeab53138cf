import type { Json } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createLimit, readLimit } from '../../setup/limits.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const PATH = '/v2/concurrency_limits'

const increment = (slots: Json, body: Record<string, Json> = {}, name = 'take slots') =>
  post(name, `${PATH}/increment`, { names: ['limit-$(unique)'], slots, ...body })
const decrement = (slots: Json, body: Record<string, Json> = {}, name = 'give slots back') =>
  post(name, `${PATH}/decrement`, { names: ['limit-$(unique)'], slots, ...body })
const lease = (body: Record<string, Json> = {}, name = 'take a lease') =>
  post(
    name,
    `${PATH}/increment-with-lease`,
    { names: ['limit-$(unique)'], slots: 1, ...body },
    { capture: { lease: 'lease_id' } },
  )
const endLease = (name = 'end the lease') =>
  post(name, `${PATH}/decrement-with-lease`, { lease_id: '$(lease)' })
const renew = (body?: Json, name = 'renew the lease') => post(name, `${PATH}/leases/$(lease)/renew`, body)

const CREATED: readonly [string, Record<string, Json>][] = [
  ['a limit of zero', { limit: 0 }],
  ['decay', { limit: 5, slot_decay_per_second: 0.5 }],
  ['slots taken', { limit: 5, active_slots: 3, denied_slots: 2 }],
  ['more slots taken than there are', { limit: 1, active_slots: 3 }],
  ['it switched off', { limit: 5, active: false }],
]
const REFUSED: readonly [string, Json][] = [
  ['no limit', { name: 'a' }],
  ['no name', { limit: 1 }],
  ['a negative limit', { name: 'a', limit: -1 }],
  ['a fraction as limit', { name: 'a', limit: 1.5 }],
  ['a bad name', { name: 'a/b', limit: 1 }],
  ['an empty name', { name: '', limit: 1 }],
  ['negative decay', { name: 'a', limit: 1, slot_decay_per_second: -1 }],
  ['an unknown key', { name: 'a', limit: 1, color: 1 }],
  ['negative slots', { name: 'a', limit: 1, active_slots: -1 }],
]
const PATCHES: readonly [string, Json][] = [
  ['nothing', {}],
  ['a limit', { limit: 9 }],
  ['a name', { name: 'other-$(unique)' }],
  ['it switched off', { active: false }],
  ['slots', { active_slots: 1, denied_slots: 1 }],
  ['decay', { slot_decay_per_second: 2 }],
  ['a negative limit', { limit: -1 }],
  ['a bad name', { name: 'a/b' }],
  ['an unknown key', { color: 1 }],
]
const BAD_SLOTS: readonly [string, Record<string, Json>][] = [
  ['zero slots', { slots: 0 }],
  ['negative slots', { slots: -1 }],
  ['a text as slots', { slots: 'x' }],
  ['no names', { names: [] }],
  ['a text as names', { names: 'x' }],
  ['an unknown mode', { mode: 'x' }],
  ['names that are not there', { names: ['none-$(unique)'] }],
  ['null names', { names: null }],
]
const LEASES: readonly [string, Record<string, Json>][] = [
  ['its shortest time', { lease_duration: 60 }],
  ['too short a time', { lease_duration: 59 }],
  ['its longest time', { lease_duration: 86_400 }],
  ['too long a time', { lease_duration: 86_401 }],
  ['a holder', { holder: { type: 'flow_run', id: UNKNOWN } }],
  ['a holder of an unknown kind', { holder: { type: 'dog', id: UNKNOWN } }],
  ['a holder that is no id', { holder: { type: 'task_run', id: 'x' } }],
  ['an unknown mode', { mode: 'x' }],
  ['names that are not there', { names: ['none-$(unique)'] }],
  ['no names', { names: [] }],
  ['zero slots', { slots: 0 }],
  ['more slots than there are', { slots: 3 }],
]

export const globalLimits: Group = {
  name: 'global-limits',
  about: 'Global concurrency limits, their slots and leases.',
  scenarios: [
    ...CREATED.map(([name, body]) =>
      scenario(
        `a limit with ${name}`,
        'F1 F2',
        createLimit('limit', 1, body),
        readLimit('limit'),
        increment(1),
        readLimit('limit', { name: 'read it again' }),
      ),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a limit with ${name} is refused`, 'F1 L2', post('create', `${PATH}/`, body)),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a limit is changed: ${name}`,
        'F1',
        createLimit('limit', 3, { active_slots: 2 }),
        patch('change', `${PATH}/$(limit)`, body),
        readLimit('limit'),
      ),
    ),
    scenario('a name is taken once', 'F1 L3', createLimit('limit', 1), {
      ...createLimit('limit', 2),
      name: 'create it again',
      capture: {},
    }),
    scenario(
      'a limit is found by name',
      'F1',
      createLimit('limit', 2),
      get('read by name', `${PATH}/limit-$(unique)`),
      patch('change by name', `${PATH}/limit-$(unique)`, { limit: 3 }),
      readLimit('limit'),
      remove('delete by name', `${PATH}/limit-$(unique)`),
      readLimit('limit', { name: 'read what was deleted' }),
      remove('delete it again', `${PATH}/$(limit)`),
    ),
    scenario(
      'a limit that is not there',
      'F1',
      get('read', `${PATH}/${UNKNOWN}`),
      get('read by name', `${PATH}/none`),
      patch('change', `${PATH}/none`, { limit: 1 }),
      remove('delete', `${PATH}/none`),
    ),
    scenario(
      'slots are taken and given back',
      'F3 F4 F5 F7',
      createLimit('limit', 3),
      increment(2),
      readLimit('limit', { name: 'read with two' }),
      decrement(1),
      readLimit('limit', { name: 'read with one' }),
      decrement(5, {}, 'give more back'),
      readLimit('limit'),
    ),
    scenario(
      'no slot is left',
      'F6',
      createLimit('limit', 1),
      increment(1),
      { ...increment(1, {}, 'take another'), expect: [{ at: 'header:retry-after', between: [0.1, 40] }] },
      readLimit('limit'),
    ),
    scenario('more slots than there can be', 'F5', createLimit('limit', 1), increment(2)),
    scenario(
      'slots of two limits are taken together or not at all',
      'F3 F5',
      createLimit('limit', 5),
      createLimit('narrow', 1),
      increment(1, { names: ['limit-$(unique)', 'narrow-$(unique)'] }, 'take one of each'),
      increment(1, { names: ['limit-$(unique)', 'narrow-$(unique)'] }, 'take another of each'),
      readLimit('limit'),
      readLimit('narrow'),
      decrement(1, { names: ['limit-$(unique)', 'narrow-$(unique)', 'none'] }),
      readLimit('limit', { name: 'read the wide limit again' }),
    ),
    scenario(
      'a limit that is switched off is not counted',
      'F5 F4',
      createLimit('limit', 1, { active: false }),
      increment(5),
      readLimit('limit'),
      decrement(1),
    ),
    scenario('a rate limit needs decay', 'F5', createLimit('limit', 2), increment(1, { mode: 'rate_limit' })),
    scenario(
      'a rate limit',
      'F5 F2',
      createLimit('limit', 2, { slot_decay_per_second: 0.01 }),
      increment(1, { mode: 'rate_limit' }),
      increment(1, { mode: 'rate_limit' }, 'take the second'),
      {
        ...increment(1, { mode: 'rate_limit' }, 'take a third'),
        expect: [{ at: 'header:retry-after', between: [70, 131] }],
      },
      readLimit('limit'),
    ),
    scenario(
      'slots decay',
      'F2 F4b',
      createLimit('limit', 2, { slot_decay_per_second: 5 }),
      increment(2),
      readLimit('limit', { until: [{ at: 'active_slots', equals: 0 }] }),
      increment(2, {}, 'take them again'),
    ),
    scenario(
      'slots are given back after a time',
      'F4',
      createLimit('limit', 2),
      increment(1),
      decrement(1, { occupancy_seconds: 4 }),
      readLimit('limit'),
    ),
    ...[0, -1, 'x'].map((seconds) =>
      scenario(
        `slots are given back after ${JSON.stringify(seconds)} seconds`,
        'F7 L2',
        createLimit('limit', 2),
        increment(1),
        decrement(1, { occupancy_seconds: seconds }),
        readLimit('limit'),
      ),
    ),
    ...BAD_SLOTS.map(([name, body]) =>
      scenario(
        `slots are asked for with ${name}`,
        'F5 L2',
        createLimit('limit', 2),
        increment(1, body),
        decrement(1, body),
        readLimit('limit'),
      ),
    ),
    ...LEASES.map(([name, body]) =>
      scenario(
        `a lease with ${name}`,
        'F8',
        createLimit('limit', 2),
        { ...lease(body), capture: {} },
        readLimit('limit'),
      ),
    ),
    scenario(
      'a lease is renewed and ended',
      'F8 F10',
      createLimit('limit', 1),
      lease({ holder: { type: 'flow_run', id: UNKNOWN } }),
      renew({ lease_duration: 120 }),
      readLimit('limit', { name: 'read while it lasts' }),
      endLease(),
      readLimit('limit'),
      endLease('end it again'),
      renew({ lease_duration: 120 }, 'renew what ended'),
      readLimit('limit', { name: 'read at the end' }),
    ),
    scenario(
      'a lease is not to be had',
      'F6 F8',
      createLimit('limit', 1),
      lease(),
      { ...lease({}, 'take another'), capture: {} },
      readLimit('limit'),
    ),
    scenario(
      'a lease over two limits',
      'F8 F9',
      createLimit('limit', 1),
      createLimit('off', 1, { active: false }),
      lease({ names: ['limit-$(unique)', 'off-$(unique)'] }),
      readLimit('limit', { name: 'read while it lasts' }),
      readLimit('off'),
      endLease(),
      readLimit('limit'),
    ),
    scenario(
      'a lease whose limit is deleted',
      'F8',
      createLimit('limit', 1),
      lease(),
      remove('delete the limit', `${PATH}/$(limit)`),
      endLease(),
    ),
    ...([{}, { lease_duration: 59 }, { lease_duration: 86_401 }, { lease_duration: 'x' }] as const).map(
      (body) =>
        scenario(
          `a lease is renewed with ${JSON.stringify(body)}`,
          'F8 L2',
          createLimit('limit', 1),
          lease(),
          renew(body),
        ),
    ),
    scenario('a lease is renewed without a body', 'F8', createLimit('limit', 1), lease(), renew()),
    scenario(
      'a lease that is not there',
      'F8 L4',
      post('renew', `${PATH}/leases/${UNKNOWN}/renew`, { lease_duration: 60 }),
      post('renew what is no id', `${PATH}/leases/none/renew`, { lease_duration: 60 }),
      post('end', `${PATH}/decrement-with-lease`, { lease_id: UNKNOWN }),
      post('end what is no id', `${PATH}/decrement-with-lease`, { lease_id: 'x' }),
      post('end nothing', `${PATH}/decrement-with-lease`, {}),
    ),
    scenario(
      'limits are listed by name',
      'F1 D18',
      createLimit('limit', 1),
      ...([{ limit: -1 }, { limit: 201 }, { offset: -1 }, { limit: 'x' }] as const).map((body) =>
        post(`list with ${JSON.stringify(body)}`, `${PATH}/filter`, body),
      ),
    ),
  ],
}
