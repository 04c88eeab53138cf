import { findTooManySpans, type SpanRequest, spansOf } from '@reeve/core/events'
import {
  countEventsByName,
  countEventsByResource,
  countEventsByTime,
} from '@reeve/database/queries/events/count-events'
import { type CountAccountEventsBody, type Countable, type EventCount, printInstant } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'
import { catchUpWithOutbox } from './catch-up-with-outbox.ts'

/** Counts events by their name, by what they are about, or by when they occurred. [G10-G12] */
export async function countEventsBy(
  ctx: Context,
  countable: Countable,
  { filter, time_unit, time_interval }: CountAccountEventsBody,
): Promise<EventCount[]> {
  const unit = countable === 'day' ? 'day' : time_unit
  const interval = countable === 'day' ? 1 : time_interval
  const request = { ...filter.occurred, unit, interval }
  refuseTooManySpans(request)
  await catchUpWithOutbox(ctx)
  switch (countable) {
    case 'event':
      return countEventsByName(ctx.database.reader, filter)
    case 'resource':
      return countEventsByResource(ctx.database.reader, filter)
    case 'day':
    case 'time':
      return countByTime(ctx, filter, request)
  }
}

function refuseTooManySpans(request: SpanRequest): void {
  const count = findTooManySpans(request)
  if (count === undefined) return
  throw new Refused(
    422,
    `The given interval would create ${count} buckets, which is too many. Please increase the interval or ` +
      'reduce the time range to produce 1000 buckets or fewer.',
  )
}

async function countByTime(
  ctx: Context,
  filter: CountAccountEventsBody['filter'],
  request: SpanRequest,
): Promise<EventCount[]> {
  const spans = spansOf(request, ctx.clock.now())
  const counts = await countEventsByTime(ctx.database.reader, filter, spans)
  return spans.bounds.map(([start, end], index) => ({
    value: String(index),
    label: printInstant(start).replace('Z', '+00:00'),
    count: counts.get(index) ?? 0,
    start_time: start,
    end_time: end,
  }))
}
