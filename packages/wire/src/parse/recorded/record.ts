import { writeFileSync } from 'node:fs'
import type { Issue } from '../issue.ts'
import { type AskedRequest, requests } from './requests.ts'

// Asks a running reference each of the requests and keeps what it finds wrong with them:
//   node packages/wire/src/parse/recorded/record.ts http://127.0.0.1:4301/api
// Answers of the kind 5xx say nothing about the request and are left out.

const ID = '11111111-1111-4111-8111-111111111111'
const [, , api = 'http://127.0.0.1:4200/api'] = process.argv

/** A request and what the reference finds wrong with it; no issues if it accepts its shape. */
export interface RecordedRequest extends AskedRequest {
  readonly issues: readonly Issue[]
}

const recorded: RecordedRequest[] = []
for (const request of requests) {
  const issues = await issuesOf(request)
  if (issues) recorded.push({ ...request, issues })
}
writeFileSync(new URL('../../data/refusals.json', import.meta.url), `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${recorded.length} of ${requests.length} recorded`)

async function issuesOf({
  operation,
  body,
  query = {},
  headers = {},
}: AskedRequest): Promise<readonly Issue[] | null> {
  const [method = '', path = ''] = operation.split(' ')
  const url = `${api}${path.replaceAll(/\{\w+\}/g, ID)}?${new URLSearchParams(query)}`
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...sent,
  })
  if (answer.status >= 500) return null
  const text = await answer.text()
  return answer.status === 422
    ? ((JSON.parse(text) as { exception_detail?: Issue[] }).exception_detail ?? [])
    : []
}
