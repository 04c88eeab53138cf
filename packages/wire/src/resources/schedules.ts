import type { Static } from 'typebox'
import { type ParseContext, valueError } from '../parse/rules.ts'
import {
  Checked,
  DateTime,
  Dict,
  Duration,
  Fresh,
  Initially,
  Labelled,
  Maybe,
  Model,
  Nullable,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { TIMEZONES } from './timezones.ts'

const known = new Set(TIMEZONES)

const checkTimezone = ({ timezone }: { timezone: string | null }) =>
  timezone === null || timezone === '' || known.has(timezone)
    ? undefined
    : valueError(
        `Invalid timezone: "${timezone}" (specify in IANA tzdata format, for example, America/New_York)`,
      )

const checkPositive = (interval: number) =>
  interval > 0 ? undefined : valueError('interval must be positive')

const checkMaxScheduledRuns = (runs: number, { limits: { maxScheduledRuns } }: ParseContext) =>
  runs > maxScheduledRuns
    ? valueError(`\`max_scheduled_runs\` must be less than or equal to ${maxScheduledRuns}.`)
    : undefined

const MaxScheduledRuns = Checked(Type.Integer({ exclusiveMinimum: 0 }), checkMaxScheduledRuns)

const checkCron = (cron: string, { timetables }: ParseContext) => problemOf(timetables.cron(cron))
const checkRRule = (rrule: string, { timetables }: ParseContext) => problemOf(timetables.rrule(rrule))
const problemOf = (message: string | undefined) => (message === undefined ? undefined : valueError(message))

export const CronSchedule = Labelled(
  Checked(
    StrictModel('CronSchedule', {
      cron: Checked(Type.String(), checkCron),
      timezone: Maybe(Type.String()),
      day_or: Type.Boolean({ default: true }),
    }),
    checkTimezone,
  ),
  'function-after[validate_timezone(), CronSchedule]',
)
export type CronSchedule = Static<typeof CronSchedule>

export const IntervalSchedule = Labelled(
  Checked(
    StrictModel('IntervalSchedule', {
      interval: Checked(Duration(), checkPositive),
      anchor_date: Fresh(DateTime(), (now) => now),
      timezone: Maybe(Type.String()),
    }),
    checkTimezone,
  ),
  'function-after[validate_timezone(), IntervalSchedule]',
)
export type IntervalSchedule = Static<typeof IntervalSchedule>

export const RRuleSchedule = StrictModel('RRuleSchedule', {
  rrule: Checked(Type.String(), checkRRule),
  timezone: Nullable(
    Type.String({
      pattern: TIMEZONES.join('|'),
    }),
    { default: 'UTC' },
  ),
})
export type RRuleSchedule = Static<typeof RRuleSchedule>

/** When runs of a deployment are due. */
export const Schedule = Type.Union([IntervalSchedule, CronSchedule, RRuleSchedule])
export type Schedule = Static<typeof Schedule>

export const DeploymentSchedule = Model('DeploymentSchedule', {
  ...stored,
  deployment_id: Maybe(Uuid()),
  schedule: Schedule,
  active: Type.Boolean({ default: true }),
  max_scheduled_runs: Maybe(Type.Integer({ exclusiveMinimum: 0 })),
  parameters: Initially(Dict(), {}),
  slug: Maybe(Type.String()),
})
export type DeploymentSchedule = Static<typeof DeploymentSchedule>

export const DeploymentScheduleCreate = StrictModel('DeploymentScheduleCreate', {
  active: Type.Boolean({ default: true }),
  schedule: Schedule,
  max_scheduled_runs: Maybe(MaxScheduledRuns),
  parameters: Initially(Dict(), {}),
  slug: Maybe(Type.String()),
  replaces: Maybe(Type.String()),
})
export type DeploymentScheduleCreate = Static<typeof DeploymentScheduleCreate>

export const DeploymentScheduleUpdate = StrictModel('DeploymentScheduleUpdate', {
  active: Maybe(Type.Boolean()),
  schedule: Maybe(Schedule),
  max_scheduled_runs: Maybe(MaxScheduledRuns),
  parameters: Initially(Dict(), {}),
  slug: Maybe(Type.String()),
  replaces: Maybe(Type.String()),
})
export type DeploymentScheduleUpdate = Static<typeof DeploymentScheduleUpdate>
