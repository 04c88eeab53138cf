import { addSeconds, type DeploymentSchedule, type Instant, millisecondsOf, type Schedule } from '@reeve/wire'
import { scheduleTimes } from './times.ts'

/** How many runs a schedule shall have made, and how far ahead. */
export interface Horizon {
  readonly start: Instant
  readonly end: Instant
  /** Seconds from `start` that the runs shall cover at least. */
  readonly minSeconds: number
  readonly minRuns: number
  readonly maxRuns: number
}

/** The times for which a schedule shall have runs: enough, and far enough, but no more. [E9] */
export function runTimes(
  schedule: Schedule,
  { start, end, minSeconds, minRuns, maxRuns }: Horizon,
): Instant[] {
  const covered = addSeconds(start, minSeconds)
  const times: Instant[] = []
  for (const time of scheduleTimes(schedule, { start, end, max: maxRuns })) {
    times.push(time)
    if (times.length >= minRuns && time >= covered) break
  }
  return times
}

/** The key under which a schedule makes its run for a time, once: every server and every pass finds the same. [E10] */
export const scheduledRunKey = (
  deploymentId: string,
  { id, schedule }: Pick<DeploymentSchedule, 'schedule'> & { readonly id: string },
  time: Instant,
): string => `scheduled ${deploymentId} ${id} ${printInZone(time, schedule.timezone || 'UTC')}`

/** `2026-11-22 09:00:00-05:00`, with microseconds if there are any. */
function printInZone(time: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(millisecondsOf(time)).toZonedDateTimeISO(zone)
  const clock = local.toPlainDateTime().toString({ smallestUnit: 'second', roundingMode: 'trunc' })
  const fraction = time.slice(19)
  return `${clock.replace('T', ' ')}${fraction === '.000000' ? '' : fraction}${local.offset}`
}

/** What a schedule is called as the maker of runs: its slug, or its kind. [C6] */
export function scheduleDisplayName({
  slug,
  schedule,
}: Pick<DeploymentSchedule, 'slug' | 'schedule'>): string {
  if (slug) return slug
  if ('interval' in schedule) return 'IntervalSchedule'
  return 'cron' in schedule ? 'CronSchedule' : 'RRuleSchedule'
}
