import type { Event, RelatedResource, Resource } from '@reeve/wire'
import type { Issue } from '../http/errors.ts'
import type { Settings } from '../settings.ts'

type Path = readonly (string | number)[]

/** What is wrong with an event beyond its shape: names and labels that are missing, too long or too many. [G1] */
export function checkEvent(event: Event, settings: Settings, at: Path): Issue[] {
  const labels = settings['server.events.maximum_labels_per_resource']
  const related = event.related.flatMap((resource, index) => {
    const problem = problemOfRelated(resource, labels)
    return problem ? [issue(problem, [...at, 'related', index], resource)] : []
  })
  const own = problemOfResource(event.resource, labels)
  return [
    ...nameIssues(event, settings, at),
    ...(own ? [issue(own, [...at, 'resource'], event.resource)] : []),
    ...(related.length > 0 ? related : countIssues(event, settings, at)),
  ]
}

function nameIssues({ event }: Event, settings: Settings, at: Path): Issue[] {
  const longest = settings['server.events.maximum_event_name_length']
  if (event.length <= longest || [...event].length <= longest) return []
  return [issue(`Event name must be at most ${longest} characters`, [...at, 'event'], event)]
}

function countIssues({ related }: Event, settings: Settings, at: Path): Issue[] {
  const most = settings['server.events.maximum_related_resources']
  if (related.length <= most) return []
  return [issue(`The maximum number of related resources is ${most}`, [...at, 'related'], related)]
}

function problemOfResource(resource: Resource, mostLabels: number): string | undefined {
  if (countsMore(resource, mostLabels)) return `The maximum number of labels per resource is ${mostLabels}`
  const id = resource['prefect.resource.id']
  if (id === undefined) return 'Resources must include the prefect.resource.id label'
  return id === '' ? 'The prefect.resource.id label must be non-empty' : undefined
}

function problemOfRelated(resource: RelatedResource, mostLabels: number): string | undefined {
  const problem = problemOfResource(resource, mostLabels)
  if (problem) return problem
  const role = resource['prefect.resource.role']
  if (role === undefined) return 'Related Resources must include the prefect.resource.role label'
  return role === '' ? 'The prefect.resource.role label must be non-empty' : undefined
}

function countsMore(labels: Resource, most: number): boolean {
  let count = 0
  for (const _ in labels) if (++count > most) return true
  return false
}

const issue = (message: string, loc: Path, input: unknown): Issue => ({
  type: 'value_error',
  loc,
  msg: `Value error, ${message}`,
  input,
  ctx: { error: {} },
})
