import type { Json } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createDeploymentRun, createFlow, patch, post, remove } from '../../setup/flow-runs.ts'
import { createDeployment } from '../../setup/limits.ts'
import { addSchedule, addSchedules, DAILY, EVERY_HOUR, SCHEDULES } from '../../setup/schedules.ts'

/** The runs of the deployment, earliest first. */
const runs = (name = 'its runs'): Step =>
  post(
    name,
    '/flow_runs/filter',
    { deployments: { id: { any_: ['$(deployment)'] } }, sort: 'EXPECTED_START_TIME_ASC' },
    { vary: ['[*].name', '[*].idempotency_key'] },
  )
const DAY = { start_time: '2035-01-01T00:00:00Z', end_time: '2035-01-02T00:00:00Z' }
const schedule = (body: Json = { ...DAY, max_runs: 3 }, name = 'schedule') =>
  post(name, '/deployments/$(deployment)/schedule', body)

const WINDOWS: readonly [string, Json][] = [
  ['nothing', {}],
  ['a window', DAY],
  ['a number of runs', { ...DAY, max_runs: 2 }],
  ['at least a number of runs', { ...DAY, max_runs: 5, min_runs: 4 }],
  ['at least a time', { start_time: DAY.start_time, end_time: DAY.start_time, min_time: 7200, min_runs: 1 }],
  ['an end before the start', { start_time: DAY.end_time, end_time: DAY.start_time, min_time: 0 }],
  ['a start that is none', { start_time: 'x' }],
  ['a number that is none', { max_runs: 'x' }],
  ['a time that is none', { min_time: 'x' }],
]

const scheduled = (...more: Step[]) => [
  createDeployment({ tags: ['t'], parameters: { a: 1, b: 1 } }),
  addSchedule('one', { parameters: { b: 2 } }),
  schedule(),
  ...more,
]

const change = (body: Json) => patch('change', `${SCHEDULES}/$(schedule)`, body)

export const scheduledRuns: Group = {
  name: 'scheduled-runs',
  about: 'Runs that the schedules of a deployment make, and what takes them back.',
  setup: [createFlow()],
  scenarios: [
    ...WINDOWS.map(([name, body]) =>
      scenario(
        `runs are scheduled within ${name}`,
        'C34 E9 E10',
        createDeployment(),
        addSchedule('one'),
        schedule(body),
        ...(name === 'nothing' ? [] : [runs()]),
      ),
    ),
    scenario(
      'scheduled runs carry what the deployment and the schedule say',
      'E10 E11 C34',
      ...scheduled(runs(), schedule(undefined, 'schedule again'), runs('its runs then')),
    ),
    scenario(
      'scheduled runs of a queue',
      'E10 C34',
      post('create pool', '/work_pools/', { name: 'pool-$(unique)', type: 'process' }),
      createDeployment({ work_pool_name: 'pool-$(unique)', work_queue_name: 'fast', labels: { own: 1 } }),
      addSchedule('one'),
      schedule(),
      runs(),
    ),
    scenario(
      'an inactive schedule makes no runs',
      'E9 C34',
      createDeployment(),
      addSchedule('one', { active: false }),
      schedule(),
      runs(),
    ),
    scenario(
      'a paused deployment is scheduled when asked',
      'C34',
      createDeployment({ paused: true }),
      addSchedule('one'),
      schedule(),
      runs(),
    ),
    scenario(
      'two schedules make runs side by side',
      'E9 C34',
      createDeployment(),
      addSchedule('one'),
      addSchedule(
        'two',
        { schedule: { ...EVERY_HOUR, anchor_date: '2030-01-01T00:30:00Z' }, parameters: { b: 2 } },
        'other',
      ),
      schedule({ ...DAY, max_runs: 2 }),
      runs(),
    ),
    scenario(
      'a changed schedule takes its runs along',
      'C31 E12',
      ...scheduled(change({ parameters: { b: 3 } }), runs()),
    ),
    scenario(
      'a deleted schedule takes its runs along',
      'C31 E12',
      ...scheduled(remove('delete', `${SCHEDULES}/$(schedule)`), runs()),
    ),
    scenario(
      'an added schedule leaves the runs of others',
      'C31 E12',
      ...scheduled(addSchedules([{ slug: 'two', schedule: DAILY }]), runs()),
    ),
    scenario(
      'a changed deployment takes its scheduled runs along, and no others',
      'C29 E12',
      ...scheduled(
        createDeploymentRun({ name: 'own-$(unique)' }),
        patch('change the deployment', '/deployments/$(deployment)', { description: 'd' }),
        runs(),
      ),
    ),
    scenario(
      'a deployment that is made again takes its scheduled runs along',
      'C25 E12',
      ...scheduled({ ...createDeployment(), name: 'create it again' }, runs()),
    ),
    scenario(
      'a paused deployment loses its scheduled runs',
      'C32 E12',
      ...scheduled(post('pause', '/deployments/$(deployment)/pause_deployment'), runs()),
    ),
    scenario(
      'a deleted deployment loses its scheduled runs',
      'C33 E12',
      ...scheduled(remove('delete the deployment', '/deployments/$(deployment)'), runs()),
    ),
  ],
}
