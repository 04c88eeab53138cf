import { type Labels, matchesLabels } from '@reeve/core/events'
import { parseWordQuery } from '@reeve/database'
import type {
  EventAnyResourceFilter,
  EventFilter,
  EventNameFilter,
  EventResourceFilter,
  JsonObject,
} from '@reeve/wire'
import { readInstant } from '@reeve/wire'

/** Whether an event, in the form that sockets send, is let through by a filter. Related filters are not looked at. */
export function matchesEvent(filter: EventFilter, event: JsonObject): boolean {
  const { occurred, event: names, resource, any_resource, id, text } = filter
  const at = readInstant(event.occurred as string)
  const about = event.resource as Labels
  const involved = [about, ...(event.related as unknown as Labels[])]
  return (
    occurred.since <= at &&
    at <= occurred.until &&
    (isNothing(id.id) || id.id.includes(event.id as string)) &&
    (!names || matchesName(names, event.event as string)) &&
    (!resource || matchesResource(resource, about)) &&
    listOf(any_resource).every((one) => involved.some((labels) => matchesResource(one, labels))) &&
    (!text || matchesText(text.query, textOf(event, involved)))
  )
}

type Texts = readonly string[] | null | undefined

const isNothing = (list: Texts): list is null | undefined => list == null || list.length === 0

const listOf = <T>(given: T | readonly T[] | null | undefined): readonly T[] =>
  given == null ? [] : Array.isArray(given) ? given : [given as T]

const startsWithOne = (text: string, prefixes: Texts) =>
  (prefixes ?? []).some((prefix) => text.startsWith(prefix))

const matchesName = (filter: EventNameFilter, name: string): boolean =>
  (isNothing(filter.prefix) || startsWithOne(name, filter.prefix)) &&
  !startsWithOne(name, filter.exclude_prefix) &&
  (isNothing(filter.name) || (filter.name as readonly string[]).includes(name)) &&
  !(filter.exclude_name ?? []).includes(name)

function matchesResource(
  { id, id_prefix, labels: wanted }: EventResourceFilter | EventAnyResourceFilter,
  labels: Labels,
): boolean {
  const own = labels['prefect.resource.id'] ?? ''
  return (
    (isNothing(id) || (id as readonly string[]).includes(own)) &&
    (isNothing(id_prefix) || startsWithOne(own, id_prefix)) &&
    (!wanted || matchesLabels(wanted, labels))
  )
}

const textOf = (event: JsonObject, involved: readonly Labels[]): string =>
  [event.event, ...involved.flatMap(Object.values), JSON.stringify(event.payload)].join(' ').toLowerCase()

function matchesText(query: string, text: string): boolean {
  const { included, excluded, required } = parseWordQuery(query)
  const holds = (word: string) => text.includes(word.toLowerCase())
  return (included.length === 0 || included.some(holds)) && !excluded.some(holds) && required.every(holds)
}
