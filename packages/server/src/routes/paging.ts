import { JsonText } from '@reeve/wire'
import type { Context } from '../context.ts'
import { Refused } from '../http/errors.ts'

/** The number of rows to return: what was asked for, within the server's bound, which is also the default. [D18] */
export function pageLimit(ctx: Context, asked: number | null): number {
  const bound = ctx.settings['server.api.default_limit']
  const limit = asked ?? bound
  checkLimit(limit)
  if (limit > bound) throw new Refused(422, `Invalid limit: must be less than or equal to ${bound}.`)
  return limit
}

/** Refuses a negative number of rows. [D18] */
export function checkLimit(limit: number): number {
  if (limit < 0) throw new Refused(422, 'Invalid limit: must be greater than or equal to 0.')
  return limit
}

/** How to get the rows of a page and how many there are in all. */
export interface Pages<Row> {
  readonly read: (page: { limit: number; offset: number }) => Promise<Row[] | JsonText>
  readonly count: () => Promise<number>
}

/** One page of rows with the number of pages. [D20] */
export async function paginate<Row>(
  ctx: Context,
  asked: { readonly limit: number | null; readonly page: number },
  { read, count }: Pages<Row>,
) {
  const limit = pageLimit(ctx, asked.limit)
  const [results, total] = await Promise.all([read({ limit, offset: (asked.page - 1) * limit }), count()])
  const pages = limit === 0 ? 0 : Math.ceil(total / limit)
  const counts = { count: total, limit, pages, page: asked.page }
  return results instanceof JsonText ? results.within('results', counts) : { results, ...counts }
}

/** Refuses history in steps of less than a second. [D24] */
export function checkInterval<Body extends { readonly history_interval_seconds: number }>(body: Body): Body {
  if (body.history_interval_seconds < 1)
    throw new Refused(422, 'History interval must not be less than 1 second.')
  return body
}
