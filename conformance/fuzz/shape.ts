import type { Json, JsonObject } from '@reeve/wire'
import type { Answer } from '../framework/send.ts'

/** What is compared of an answer: its status and what kind of values stand where. */
export const shapeOf = ({ status, body }: Answer): string => `${status} ${bodyShape(status, body)}`

/** Whether two answers look alike. Which rows are left depends on ids, so a list may be empty on one side. */
export function looksAlike(one: Answer, other: Answer): boolean {
  if (one.status === other.status && (isEmpty(one.body) || isEmpty(other.body))) {
    return Array.isArray(one.body) && Array.isArray(other.body)
  }
  return shapeOf(one) === shapeOf(other)
}

const isEmpty = (body: Json | undefined): boolean => Array.isArray(body) && body.length === 0

function bodyShape(status: number, body: Json | undefined): string {
  if (body === undefined) return 'no body'
  if (status === 422 && isInvalid(body)) return `invalid: ${issuesOf(body)}`
  return JSON.stringify(kindOf(body))
}

const isInvalid = (body: Json): body is { exception_detail: JsonObject[] } =>
  typeof body === 'object' && body !== null && 'exception_detail' in body

/** Each problem by its kind and place, in any order. */
const issuesOf = ({ exception_detail: issues }: { exception_detail: JsonObject[] }): string =>
  issues
    .map(({ type, loc }) => `${type} at ${(loc as Json[]).join('.')}`)
    .sort()
    .join('; ')

/** Below these keys stands what clients sent, which is theirs, or what only some rows have. */
const OPEN_KEYS = new Set([
  'base_job_template',
  'bundle_execution_step',
  'bundle_upload_step',
  'parameter_openapi_schema',
  'pull_steps',
  'data',
  'parameters',
  'context',
  'labels',
  'job_variables',
  'value',
  'metadata_',
  'task_inputs',
  'created_by',
])

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A list is of the kinds of its items; null and a value are the same kind, since rows differ. */
function kindOf(value: Json): Json {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(kindOf(item))))].sort()
  if (value === null || typeof value === 'number') return 'a number or none'
  if (typeof value !== 'object') return typeof value
  const keys = Object.keys(value).sort()
  // What is told by id is a list; the ids themselves are others on each server.
  if (keys.length > 0 && keys.every((key) => UUID.test(key))) return kindOf(Object.values(value))
  return Object.fromEntries(
    keys.map((key) => [key, OPEN_KEYS.has(key) || !isNested(value[key]) ? '' : kindOf(value[key] as Json)]),
  )
}

const isNested = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
