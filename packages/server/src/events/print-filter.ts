import { type EventFilter, printInstant } from '@reeve/wire'

/** A filter in the form in which clients send it. */
export const printEventFilter = (filter: EventFilter) => ({
  ...filter,
  occurred: {
    since: printInstant(filter.occurred.since),
    until: printInstant(filter.occurred.until),
  },
})
