import { countEvents } from '@reeve/database/queries/events/count-events'
import { readEvents } from '@reeve/database/queries/events/read-events'
import { compileParser, EventFilter, type EventPage, type ReadEventsBody } from '@reeve/wire'
import type { Context } from '../../context.ts'
import { type PageToken, readPageToken, writePageToken } from '../../events/page-token.ts'
import { Refused } from '../../http/errors.ts'
import { apiBase } from '../../http/pages.ts'
import { parseContext } from '../../parse-context.ts'
import { catchUpWithOutbox } from './catch-up-with-outbox.ts'

/** Pages are as large as the first one, which the schema bounds. */
const MAX_PAGE_SIZE = 50

const parseFilter = compileParser(EventFilter)

/** The first page of the events that a filter lets through, with where the next one is. [G8] */
export async function readFirstEvents(
  ctx: Context,
  { filter: given, limit }: ReadEventsBody,
  origin: string,
): Promise<EventPage> {
  const filter = given ?? (parseFilter({}, parseContext(ctx)).value as EventFilter)
  await catchUpWithOutbox(ctx)
  const count = await countEvents(ctx.database.reader, filter)
  return readPage(ctx, { filter, count, page_size: limit, offset: 0 }, origin)
}

/** A further page of events; how many there are in all was found out with the first. [G8] */
export async function readNextEvents(ctx: Context, token: string, origin: string): Promise<EventPage> {
  const page = readPageToken(token, parseContext(ctx))
  if (!page || page.page_size > MAX_PAGE_SIZE) throw new Refused(403, 'Forbidden')
  return readPage(ctx, page, origin)
}

async function readPage(ctx: Context, page: PageToken, origin: string): Promise<EventPage> {
  const { filter, count, page_size, offset } = page
  const events = await readEvents(ctx.database.reader, { filter, limit: page_size, offset })
  const next = offset + page_size
  const link = () =>
    `${origin}${apiBase(ctx.settings)}/events/filter/next?page-token=${writePageToken({ ...page, offset: next })}`
  return { events, total: count, next_page: next < count ? link() : null }
}
