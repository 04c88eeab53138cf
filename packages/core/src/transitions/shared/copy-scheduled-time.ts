import { type AnyRunRule, types, withDetails } from '../rule.ts'

/** A PENDING state remembers when the run was scheduled, unless it brings a time of its own. [B35, B51] */
export const copyScheduledTime: AnyRunRule = {
  from: types('SCHEDULED'),
  to: types('PENDING'),
  before({ current, proposed }) {
    const scheduled = current?.state_details.scheduled_time
    if (!scheduled || proposed.state_details.scheduled_time) return undefined
    return withDetails(proposed, { scheduled_time: scheduled })
  },
}
