import type { Json, JsonObject } from '@reeve/wire'
import { post } from './flow-runs.ts'

/** The schedules of the deployment captured as `deployment`. */
export const SCHEDULES = '/deployments/$(deployment)/schedules'

export const EVERY_HOUR: JsonObject = {
  interval: 3600,
  anchor_date: '2030-01-01T00:00:00Z',
  timezone: 'UTC',
}
export const DAILY: JsonObject = { cron: '0 9 * * *', timezone: 'UTC' }

/** Adds schedules to the deployment. */
export const addSchedules = (schedules: Json, name = 'add') =>
  post(name, SCHEDULES, schedules, {
    lists: [{ at: '', by: 'slug' }],
    vary: ['[*].schedule.anchor_date'],
  })

/** Adds one of every hour under a slug, captured as `schedule` unless another name is given. */
export const addSchedule = (slug: string, body: JsonObject = {}, as = 'schedule') =>
  post(`add ${slug}`, SCHEDULES, [{ slug, schedule: EVERY_HOUR, ...body }], { capture: { [as]: '[0].id' } })
