import type { JsonObject } from '@reeve/wire'
import { isRecord } from './exact-json.ts'

/** That a block holds another one under a key of its data. */
export interface DocumentReference {
  readonly name: string
  readonly id: string
}

/** The data of a block without the blocks in it, and those. */
export interface Separated {
  readonly data: JsonObject
  readonly references: readonly DocumentReference[]
}

/** The first key under which a block is referred to without saying which. */
export interface BadReference {
  readonly badKey: string
  /** What stands where its id should. */
  readonly found: 'nothing' | 'no-uuid'
}

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i

/** Takes out of data what refers to other blocks: values of the form `{"$ref": {"block_document_id": …}}`. [J10] */
export function separateReferences(data: JsonObject): Separated | BadReference {
  const plain: [string, JsonObject[string]][] = []
  const references: DocumentReference[] = []
  for (const [key, value] of Object.entries(data)) {
    if (!isReference(value)) {
      plain.push([key, value])
      continue
    }
    const id = (value.$ref as JsonObject | null)?.block_document_id ?? null
    if (id === null) return { badKey: key, found: 'nothing' }
    if (typeof id !== 'string' || !UUID.test(id)) return { badKey: key, found: 'no-uuid' }
    references.push({ name: key, id: dashed(id) })
  }
  return { data: Object.fromEntries(plain), references }
}

const isReference = (value: unknown): value is JsonObject => isRecord(value) && '$ref' in value

const dashed = (id: string): string =>
  id
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
