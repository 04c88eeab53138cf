import { cronProblem, rruleProblem } from '@reeve/core/schedules'
import type { Limits, ParseContext } from '@reeve/wire'
import type { Context } from './context.ts'
import type { Settings } from './settings.ts'

/** What reading a message depends on besides the message and the time. */
export const parseRules = (settings: Settings): Omit<ParseContext, 'now'> => ({
  limits: limitsOf(settings),
  timetables: { cron: cronProblem, rrule: rruleProblem },
})

/** The limits on what clients send, as the operator sets them. */
const limitsOf = (settings: Settings): Limits => ({
  maxParameterSize: settings['server.api.max_parameter_size'],
  maxCacheKeyLength: settings['server.tasks.max_cache_key_length'],
  maxLabelsPerResource: settings['server.events.maximum_labels_per_resource'],
  maxRelatedResources: settings['server.events.maximum_related_resources'],
  maxEventNameLength: settings['server.events.maximum_event_name_length'],
  maxScheduledRuns: settings['server.deployment_schedule_max_scheduled_runs'],
})

/** What reading a message depends on besides the message. */
export const parseContext = ({ clock, settings }: Context): ParseContext => ({
  now: clock.now(),
  ...parseRules(settings),
})
