import { compileParser, EventFilter, type Json, type JsonObject, type ParseContext } from '@reeve/wire'
import { printEventFilter } from './print-filter.ts'

/** Where the next page of events goes on. */
export interface PageToken {
  readonly filter: EventFilter
  /** How many events there were in all when the first page was read. */
  readonly count: number
  readonly page_size: number
  readonly offset: number
}

const parseFilter = compileParser(EventFilter)

/** A token as clients get it; they give it back as it is. [G8] */
export const writePageToken = ({ filter, ...page }: PageToken): string =>
  encode(encode(JSON.stringify({ filter: printEventFilter(filter), ...page })))

/** Reads what `writePageToken` wrote; undefined for anything else. */
export function readPageToken(text: string, context: ParseContext): PageToken | undefined {
  const parsed = parse(decode(decode(text)))
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const { count, page_size, offset } = parsed
  if (!isCount(count) || !isCount(page_size) || !isCount(offset)) return undefined
  const { value: filter, issues } = parseFilter(parsed.filter ?? null, context)
  return issues ? undefined : { filter, count, page_size, offset }
}

const encode = (text: string): string => Buffer.from(text).toString('base64')
const decode = (text: string): string => Buffer.from(text, 'base64').toString()

const isCount = (value: Json | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

function parse(text: string): Json | JsonObject {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
