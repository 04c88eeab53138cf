import type { IncomingHttpHeaders } from 'node:http'
import type { CreatedBy } from '@reeve/wire'
import { InvalidRequest } from './errors.ts'

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** A UUID as it is kept: lower case, with dashes; undefined if the text is none. */
export function normalUuid(text: string): string | undefined {
  if (!UUID.test(text)) return undefined
  if (text.length === 36) return text.toLowerCase()
  const digits = text.replaceAll('-', '').toLowerCase()
  return [8, 12, 16, 20].reduceRight((id, at) => `${id.slice(0, at)}-${id.slice(at)}`, digits)
}

/** The automation that acts, null if none says so. Throws InvalidRequest if its id is no UUID. [C6] */
export function readCreatedBy(headers: IncomingHttpHeaders): CreatedBy | null {
  const id = headers['prefect-automation-id'] as string | undefined
  const name = headers['prefect-automation-name'] as string | undefined
  if (id === undefined) return null
  const uuid = normalUuid(id)
  if (uuid === undefined) {
    const msg = 'Input should be a valid UUID'
    const loc = ['header', 'prefect-automation-id']
    throw new InvalidRequest([{ type: 'uuid_parsing', loc, msg, input: id }], null)
  }
  const display = name && BASE64.test(name) ? Buffer.from(name, 'base64').toString() : ''
  return display === '' ? null : { id: uuid, type: 'AUTOMATION', display_value: display }
}
