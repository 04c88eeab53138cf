import { scenario } from '../../framework/scenario.ts'
import { post } from '../../setup/flow-runs.ts'
import { createTagLimit, readLimit } from '../../setup/limits.ts'
import { STATE_TYPES, state } from '../../setup/states.ts'
import { createTaskRun, readTaskRun, setTaskState } from '../../setup/task-runs.ts'

const tagged = (as = 'task', tags: string[] = ['limit']) =>
  createTaskRun({ tags: tags.map((tag) => `${tag}-$(unique)`), state: state('PENDING') }, { as })
const start = (of = 'task', name = 'start') => setTaskState(state('RUNNING'), { of, name })

/** Another task run holds the slot. */
const holder = [tagged('holder'), start('holder', 'start the holder')]

const readByTag = {
  name: 'read the older form',
  method: 'GET',
  path: '/concurrency_limits/tag/limit-$(unique)',
} as const

export const tagSlots = [
  scenario(
    'a task run takes a slot of its tag and gives it back',
    'B50 B56 F18',
    createTagLimit('limit', 1),
    tagged(),
    start(),
    readLimit('limit', { name: 'read the limit while running' }),
    readByTag,
    setTaskState(state('COMPLETED')),
    readLimit('limit'),
  ),
  scenario(
    'a task run that finds no slot waits',
    'B50 F18',
    createTagLimit('limit', 1),
    holder,
    tagged(),
    {
      ...start(),
      vary: ['details.delay_seconds'],
      expect: [{ at: 'details.delay_seconds', between: [1, 13] }],
    },
    readTaskRun(),
    readLimit('limit'),
  ),
  scenario(
    'a limit of zero lets no task run in',
    'F17',
    createTagLimit('limit', 0),
    tagged(),
    start(),
    readTaskRun(),
  ),
  scenario(
    'an inactive limit holds nobody back',
    'B50',
    createTagLimit('limit', 0, { active: false }),
    tagged(),
    start(),
    readLimit('limit'),
  ),
  scenario(
    'a task run takes a slot of each of its tags or none',
    'B50 F18 F20',
    createTagLimit('limit', 1),
    createTagLimit('wide', 5),
    holder,
    tagged('task', ['wide', 'limit', 'none']),
    { ...start(), vary: ['details'] },
    readLimit('wide'),
  ),
  scenario(
    'a task run of two tags takes both slots',
    'B50 B56',
    createTagLimit('limit', 1),
    createTagLimit('wide', 5),
    tagged('task', ['wide', 'limit']),
    start(),
    readLimit('wide', { name: 'read the wide limit while running' }),
    setTaskState(state('FAILED')),
    readLimit('wide'),
    readLimit('limit'),
  ),
  scenario(
    'a task run that starts twice holds its slot',
    'B50 B54',
    createTagLimit('limit', 1),
    tagged(),
    start(),
    { ...start('task', 'start again'), vary: ['details.delay_seconds'] },
    readLimit('limit'),
  ),
  ...STATE_TYPES.filter((type) => type !== 'RUNNING').flatMap((type) => [
    scenario(
      `the slot of a task run after ${type}`,
      'B56',
      createTagLimit('limit', 1),
      tagged(),
      start(),
      setTaskState(state(type)),
      readLimit('limit'),
    ),
    scenario(
      `the slot of a task run after a forced ${type}`,
      'B42 B56',
      createTagLimit('limit', 1),
      tagged(),
      start(),
      setTaskState(state(type), { force: true }),
      readLimit('limit'),
    ),
  ]),
  scenario(
    'a task run that is to be retried gives its slot back',
    'B56 B53b',
    createTagLimit('limit', 1),
    createTaskRun({ tags: ['limit-$(unique)'], state: state('PENDING'), empirical_policy: { retries: 1 } }),
    start(),
    setTaskState(state('FAILED')),
    readLimit('limit'),
  ),
  scenario(
    'a forced start takes no slot',
    'B42',
    createTagLimit('limit', 1),
    tagged(),
    setTaskState(state('RUNNING'), { force: true }),
    readLimit('limit'),
  ),
  scenario(
    'a task run that later rules hold back takes no slot',
    'B50 B52 F20',
    createTagLimit('limit', 1),
    createTaskRun({
      tags: ['limit-$(unique)'],
      state: state('SCHEDULED', { details: { scheduled_time: '$(now+600)' } }),
    }),
    start(),
    readLimit('limit'),
  ),
  scenario(
    'a background task takes no slot',
    'B58',
    createTagLimit('limit', 0),
    createTaskRun({
      flow_run_id: null,
      tags: ['limit-$(unique)'],
      state: state('SCHEDULED', { details: { deferred: true } }),
    }),
    setTaskState(state('RUNNING', { details: { deferred: true } })),
    readLimit('limit'),
  ),
  scenario(
    'a limit of the older form holds task runs back',
    'F12 B50',
    post(
      'create limit',
      '/concurrency_limits/',
      { tag: 'limit-$(unique)', concurrency_limit: 1 },
      { capture: { limit: 'id' } },
    ),
    holder,
    { ...readByTag, name: 'read the holder' },
    tagged(),
    { ...start(), vary: ['details.delay_seconds'] },
    setTaskState(state('COMPLETED'), { of: 'holder', name: 'complete the holder' }),
    readByTag,
    start('task', 'start again'),
    { ...readByTag, name: 'read the limit at the end' },
  ),
]
