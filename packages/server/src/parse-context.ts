import type { ParseContext } from '@reeve/wire'
import type { Context } from './context.ts'

/** What reading a request depends on besides the request: the time, and the limits that the operator sets. */
export const parseContext = ({ clock, settings }: Context): ParseContext => ({
  now: clock.now(),
  limits: {
    maxParameterSize: settings['server.api.max_parameter_size'],
    maxCacheKeyLength: settings['server.tasks.max_cache_key_length'],
    maxLabelsPerResource: settings['server.events.maximum_labels_per_resource'],
    maxRelatedResources: settings['server.events.maximum_related_resources'],
    maxEventNameLength: settings['server.events.maximum_event_name_length'],
    maxScheduledRuns: settings['server.deployment_schedule_max_scheduled_runs'],
  },
})
