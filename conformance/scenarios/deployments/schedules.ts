import type { Json, JsonObject } from '@reeve/wire'
import { type Group, scenario } from '../../framework/scenario.ts'
import { createFlow, get, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { addSchedule, addSchedules, DAILY, EVERY_HOUR, SCHEDULES } from '../../setup/schedules.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const SORTED = { lists: [{ at: '', by: 'slug' }] }
const list = (name = 'list') => get(name, SCHEDULES, { ...SORTED, vary: ['[*].schedule.anchor_date'] })
const change = (body: Json, name = 'change') => patch(name, `${SCHEDULES}/$(schedule)`, body)
const changeDeployment = (schedules: Json, name = 'change the deployment') =>
  patch(name, '/deployments/$(deployment)', { schedules })
const read = (name = 'read the deployment') =>
  get(name, '/deployments/$(deployment)', {
    lists: [{ at: 'schedules', by: 'slug' }],
    vary: ['schedules[*].schedule.anchor_date'],
  })

const TIMETABLES: readonly [string, Json][] = [
  ['an interval', { interval: 60 }],
  ['an interval with an anchor', EVERY_HOUR],
  ['an interval in a zone', { ...EVERY_HOUR, timezone: 'America/New_York' }],
  ['a fraction as interval', { ...EVERY_HOUR, interval: 0.5 }],
  ['an ISO duration as interval', { ...EVERY_HOUR, interval: 'PT15M' }],
  ['an interval of zero', { interval: 0 }],
  ['a negative interval', { interval: -5 }],
  ['an anchor in another zone', { ...EVERY_HOUR, anchor_date: '2030-01-01T00:00:00+02:00' }],
  ['an anchor that is none', { ...EVERY_HOUR, anchor_date: 'x' }],
  ['cron', DAILY],
  ['cron without a zone', { cron: '*/5 * * * *' }],
  ['cron in which days and weekdays meet', { ...DAILY, cron: '0 0 13 * FRI', day_or: false }],
  ['cron by an alias', { cron: '@daily' }],
  ['cron with names', { cron: '0 0 * JAN MON-FRI' }],
  ['cron with seconds', { cron: '0 0 9 * * *' }],
  ['cron with a random field', { cron: 'R * * * *' }],
  ['cron with a hashed field', { cron: 'H * * * *' }],
  ['cron that is none', { cron: 'x' }],
  ['cron with too few fields', { cron: '* * *' }],
  ['cron out of range', { cron: '61 * * * *' }],
  ['an empty cron', { cron: '' }],
  ['a zone that is none', { cron: '0 0 * * *', timezone: 'Mars/Base' }],
  ['a rule', { rrule: 'FREQ=DAILY;COUNT=3', timezone: 'UTC' }],
  ['a rule with a start', { rrule: 'DTSTART:20300101T000000\nRRULE:FREQ=WEEKLY;BYDAY=MO' }],
  ['a set of rules', { rrule: 'RRULE:FREQ=DAILY\nEXDATE:20300103T000000\nRDATE:20300105T120000' }],
  ['a rule that is none', { rrule: 'FREQ=X' }],
  ['a rule that is too long', { rrule: `FREQ=DAILY;BYMONTH=${'1,'.repeat(4000)}1` }],
  ['an empty rule', { rrule: '' }],
  ['nothing in it', {}],
  ['an unknown key', { ...DAILY, color: 1 }],
  ['null', null],
  ['a text', 'daily'],
]

const FIELDS: readonly [string, Json][] = [
  ['inactive', { active: false }],
  ['an active of null', { active: null }],
  ['a limit of runs', { max_scheduled_runs: 5 }],
  ['a limit of no runs', { max_scheduled_runs: 0 }],
  ['the greatest limit of runs', { max_scheduled_runs: 50 }],
  ['too high a limit of runs', { max_scheduled_runs: 51 }],
  ['parameters', { parameters: { a: 1 } }],
  ['parameters that are none', { parameters: 5 }],
  ['a slug', { slug: 'a-slug' }],
  ['an empty slug', { slug: '' }],
  ['a slug with a space', { slug: 'a slug' }],
  ['a slug in capitals', { slug: 'SLUG' }],
  ['a slug of null', { slug: null }],
  ['one that it replaces', { slug: 'new', replaces: 'old' }],
  ['an unknown key', { color: 1 }],
]

const CHANGES: readonly [string, Json][] = [
  ['nothing', {}],
  ['it inactive', { active: false }],
  ['another schedule', { schedule: DAILY }],
  ['a schedule of null', { schedule: null }],
  ['a bad schedule', { schedule: { cron: 'x' } }],
  ['parameters', { parameters: { b: 2 } }],
  ['parameters of null', { parameters: null }],
  ['a limit of runs', { max_scheduled_runs: 7 }],
  ['too high a limit of runs', { max_scheduled_runs: 51 }],
  ['another slug', { slug: 'other' }],
  ['one that it replaces', { slug: 'other', replaces: 'one' }],
  ['an unknown key', { color: 1 }],
]

const SENT: readonly [string, Json][] = [
  ['none', []],
  ['null', null],
  ['the same slug', [{ slug: 'one', active: false }]],
  ['a new slug', [{ slug: 'three', schedule: DAILY }]],
  ['a new slug without a schedule', [{ slug: 'three' }]],
  ['a new slug with a null schedule', [{ slug: 'three', schedule: null }]],
  ['another name for one', [{ slug: 'uno', replaces: 'one' }]],
  ['another name and schedule for one', [{ slug: 'uno', replaces: 'one', schedule: DAILY }]],
  ['a name that is taken', [{ slug: 'two', replaces: 'one' }]],
  [
    'two names for one',
    [
      { slug: 'a', replaces: 'one' },
      { slug: 'b', replaces: 'one' },
    ],
  ],
  ['a name for none', [{ slug: 'a', replaces: 'none' }]],
  ['a name for none, with a schedule', [{ slug: 'a', replaces: 'none', schedule: DAILY }]],
  [
    'names that change places',
    [
      { slug: 'one', replaces: 'two' },
      { slug: 'two', replaces: 'one' },
    ],
  ],
  ['no slug', [{ schedule: DAILY }]],
  ['one with a slug and one without', [{ slug: 'one', active: false }, { schedule: DAILY }]],
  [
    'the same slug twice',
    [
      { slug: 'one', active: false },
      { slug: 'one', parameters: { a: 1 } },
    ],
  ],
  ['parameters', [{ slug: 'one', parameters: { a: 1 } }]],
  ['a limit of runs', [{ slug: 'one', max_scheduled_runs: 9 }]],
  ['an unknown key', [{ slug: 'one', color: 1 }]],
]

const MADE: readonly [string, Json][] = [
  [
    'schedules',
    [
      { schedule: DAILY, slug: 'a' },
      { schedule: EVERY_HOUR, slug: 'b', active: false },
    ],
  ],
  ['no schedules', []],
  ['one without a slug', [{ schedule: DAILY }]],
  [
    'one slug twice',
    [
      { schedule: DAILY, slug: 'a' },
      { schedule: EVERY_HOUR, slug: 'a' },
    ],
  ],
  ['one that has no schedule', [{ slug: 'a' }]],
  ['a bad schedule', [{ schedule: { cron: 'x' }, slug: 'a' }]],
  ['all fields of a schedule', [{ schedule: DAILY, slug: 'a', parameters: { p: 1 }, max_scheduled_runs: 4 }]],
]

export const schedules: Group = {
  name: 'schedules',
  about: 'Schedules of deployments: made, changed and deleted.',
  setup: [createFlow()],
  scenarios: [
    ...TIMETABLES.map(([name, body]) =>
      scenario(
        `a schedule with ${name}`,
        'E1 E2 E3 C31',
        createDeployment(),
        addSchedules([{ slug: 'one', schedule: body }]),
        list(),
      ),
    ),
    ...FIELDS.map(([name, body]) =>
      scenario(
        `a schedule that has ${name}`,
        'C31',
        createDeployment(),
        addSchedules([{ schedule: DAILY, ...(body as JsonObject) }]),
        list(),
      ),
    ),
    ...CHANGES.map(([name, body]) =>
      scenario(
        `a schedule is changed: ${name}`,
        'C31',
        createDeployment(),
        addSchedule('one', { parameters: { a: 1 } }),
        change(body),
        list(),
      ),
    ),
    scenario(
      'what is no list of schedules',
      'C31 L2',
      createDeployment(),
      addSchedules({}, 'an object'),
      addSchedules([], 'none'),
      addSchedules([{}], 'an empty one'),
      post('no body', SCHEDULES),
      list(),
    ),
    scenario(
      'a slug is taken once',
      'C31',
      createDeployment(),
      addSchedule('one'),
      addSchedule('two', {}, 'other'),
      addSchedules([{ slug: 'one', schedule: DAILY }], 'add it again'),
      addSchedules(
        [
          { slug: 'three', schedule: DAILY },
          { slug: 'three', schedule: DAILY },
        ],
        'add two with one slug',
      ),
      change({ slug: 'two' }, 'take the slug of the other'),
      list(),
    ),
    scenario(
      'schedules are deleted',
      'C31',
      createDeployment(),
      addSchedule('one'),
      addSchedule('two', {}, 'other'),
      remove('delete', `${SCHEDULES}/$(schedule)`),
      list(),
      remove('delete it again', `${SCHEDULES}/$(schedule)`),
      change({ active: false }, 'change it then'),
      read(),
    ),
    scenario(
      'schedules that are not there',
      'C31 L4',
      createDeployment(),
      patch('change', `${SCHEDULES}/${UNKNOWN}`, {}),
      remove('delete', `${SCHEDULES}/${UNKNOWN}`),
      post('add to no deployment', `/deployments/${UNKNOWN}/schedules`, [{ schedule: DAILY }]),
      patch('change in no deployment', `/deployments/${UNKNOWN}/schedules/${UNKNOWN}`, {}),
      remove('delete in no deployment', `/deployments/${UNKNOWN}/schedules/${UNKNOWN}`),
      get('list of no deployment', `/deployments/${UNKNOWN}/schedules`),
      post('schedule no deployment', `/deployments/${UNKNOWN}/schedule`, {}),
    ),
    scenario(
      'a schedule of another deployment',
      'C31',
      createDeployment(),
      addSchedule('one'),
      createDeployment(
        { name: 'other-$(unique)' },
        { name: 'create another deployment', capture: { other: 'id' } },
      ),
      patch('change', '/deployments/$(other)/schedules/$(schedule)', { active: false }),
      remove('delete', '/deployments/$(other)/schedules/$(schedule)'),
      list(),
    ),
    ...SENT.map(([name, body]) =>
      scenario(
        `a deployment whose schedules have slugs is changed: ${name}`,
        'C30',
        createDeployment(),
        addSchedule('one'),
        addSchedule('two', { parameters: { a: 1 } }, 'other'),
        changeDeployment(body),
        read(),
      ),
    ),
    ...SENT.map(([name, body]) =>
      scenario(
        `a deployment with a schedule without a slug is changed: ${name}`,
        'C30',
        createDeployment(),
        addSchedule('one'),
        addSchedules([{ schedule: DAILY }]),
        changeDeployment(body),
        read(),
      ),
    ),
    ...SENT.map(([name, body]) =>
      scenario(
        `a deployment without schedules is changed: ${name}`,
        'C30',
        createDeployment(),
        changeDeployment(body),
        read(),
      ),
    ),
    ...MADE.map(([name, body]) =>
      scenario(
        `a deployment is made with ${name}`,
        'C25 C30',
        createDeployment(
          { schedules: body },
          {
            capture: {},
            lists: [{ at: 'schedules', by: 'slug' }],
            vary: ['schedules[*].schedule.anchor_date'],
          },
        ),
        get('read by name', '/deployments/name/flow-$(setup)/deployment-$(unique)', {
          lists: [{ at: 'schedules', by: 'slug' }],
        }),
      ),
    ),
    ...MADE.map(([name, body]) =>
      scenario(
        `a deployment that has a schedule is made again with ${name}`,
        'C25 C30',
        createDeployment({ schedules: [{ schedule: DAILY, slug: 'old' }] }),
        {
          ...createDeployment({ schedules: body }, { capture: {}, lists: [{ at: 'schedules', by: 'slug' }] }),
          name: 'create it again',
        },
        read(),
      ),
    ),
    scenario(
      'a deployment that is made again without a word of schedules',
      'C25 C30',
      createDeployment({ schedules: [{ schedule: DAILY, slug: 'old' }] }),
      { ...createDeployment(), name: 'create it again' },
      read(),
    ),
  ],
}
