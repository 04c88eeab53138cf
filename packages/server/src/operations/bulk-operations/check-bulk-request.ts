import { BULK_PARAMETERS, type BulkOperationCreate, type Instant } from '@reeve/wire'
import { InvalidRequest, type Issue } from '../../http/errors.ts'

/** The filters of which one at least must be sent. */
export const FILTERS = [
  'flows',
  'flow_runs',
  'task_runs',
  'deployments',
  'work_pools',
  'work_pool_queues',
] as const

/** What some kinds take and others do not. */
const PARAMETERS = ['state', 'message', 'scheduled_time', 'tags', 'force'] as const

/** More tags would be no way to sort runs any more. */
const MAX_TAGS = 100

/** Throws InvalidRequest, with every field that is wrong, for what cannot be a bulk operation. */
export function checkBulkRequest(body: BulkOperationCreate, sent: ReadonlySet<string>): void {
  const issues = [...findSuperfluous(body, sent), ...findMissing(body), ...findEmptySelection(body)]
  if (issues.length > 0) throw new InvalidRequest(issues, body)
}

function findSuperfluous(body: BulkOperationCreate, sent: ReadonlySet<string>): Issue[] {
  const taken: readonly string[] = BULK_PARAMETERS[body.kind].takes
  return PARAMETERS.filter((field) => sent.has(field) && isGiven(body[field]) && !taken.includes(field)).map(
    (field) => issue(field, body[field], `${field} has no meaning for the kind ${body.kind}`),
  )
}

function findMissing(body: BulkOperationCreate): Issue[] {
  const needed: readonly (typeof PARAMETERS)[number][] = BULK_PARAMETERS[body.kind].needs
  const missing = needed
    .filter((field) => body[field] === null)
    .map((field) => issue(field, null, `the kind ${body.kind} needs ${field}`))
  const { length } = body.tags ?? ['one']
  if (length === 0) return [...missing, issue('tags', [], 'tags must name one at least')]
  if (length > MAX_TAGS) return [...missing, issue('tags', body.tags, `tags are at most ${MAX_TAGS}`)]
  return missing
}

/** What a client left out by mistake must not mean everything. */
const findEmptySelection = (body: BulkOperationCreate): Issue[] =>
  FILTERS.some((filter) => body[filter] !== null)
    ? []
    : [
        issue(
          targetsOfKind(body),
          null,
          `name one filter at least (${FILTERS.join(', ')}); an empty one, such as {}, means everything`,
        ),
      ]

const targetsOfKind = ({ kind }: BulkOperationCreate) =>
  kind === 'pause_deployments' || kind === 'resume_deployments' ? 'deployments' : 'flow_runs'

/** Null and false say nothing. */
const isGiven = (value: BulkOperationCreate[(typeof PARAMETERS)[number]] | Instant): boolean =>
  value !== null && value !== false

const issue = (field: string, input: unknown, words: string): Issue => ({
  type: 'value_error',
  loc: ['body', field],
  msg: `Value error, ${words}`,
  input,
  ctx: { error: {} },
})
