import type { BlockDocument, BlockType, Event, JsonObject } from '@reeve/wire'
import { type Labels, relatedResource } from './event.ts'
import { type ObjectChange, type Occurrence, objectEvent } from './object-events.ts'

/** The event of a change to a block type. */
export const blockTypeEvent = (change: ObjectChange, type: BlockType, occurrence: Occurrence): Event => {
  const { name, slug, logo_url, documentation_url, description, code_example, is_protected } = type
  const payload = {
    name,
    slug,
    logo_url: logo_url ?? null,
    documentation_url: documentation_url ?? null,
    description: description ?? null,
    code_example: code_example ?? null,
    is_protected,
  }
  return objectEvent({ kind: 'block-type', change, object: type, payload }, occurrence)
}

/**
 * The event of a change to a block, which tells of its data only the texts that are no secrets; none for a block
 * without a name of its own. The block is one whose secrets are unreadable already.
 */
export function blockDocumentEvents(
  change: ObjectChange,
  block: BlockDocument,
  occurrence: Occurrence,
): Event[] {
  if (block.is_anonymous) return []
  const { name, block_schema: schema, block_type_id: typeId, block_type_name: typeName } = block
  const object = { id: String(block.id), name: name ?? '' }
  const related: Labels[] = [
    relatedResource('block-type', typeId, typeName ? { 'prefect.resource.name': typeName } : {}),
    relatedResource('block-schema', block.block_schema_id),
  ]
  const payload: JsonObject = {
    name: name ?? null,
    data: plainTexts(block),
    block_schema: schema && {
      capabilities: schema.capabilities,
      block_type: { id: typeId, name: typeName ?? '' },
    },
  }
  return [objectEvent({ kind: 'block-document', change, object, payload, related }, occurrence)]
}

function plainTexts({ data, block_schema }: BlockDocument): JsonObject {
  const { secret_fields: secrets } = (block_schema?.fields ?? {}) as JsonObject
  const secret = new Set(Array.isArray(secrets) ? secrets : [])
  return Object.fromEntries(
    Object.entries(data as JsonObject).filter(
      ([key, value]) => typeof value === 'string' && !secret.has(key),
    ),
  )
}
