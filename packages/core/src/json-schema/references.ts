import type { Json } from '@reeve/wire'
import type { Schema } from './keyword.ts'
import { pythonRepr } from './python-repr.ts'
import { isObject } from './schema-error.ts'

/** A reference to a schema that is not there. Nothing is ever fetched. [K3] */
export class UnresolvableReference extends Error {}

/**
 * The schema that a reference names within a document: by pointer (`#/definitions/Model`), by anchor (`#model`) or
 * by the `$id` of a part. Throws `UnresolvableReference`.
 */
export function lookUp(root: Schema, reference: string): Schema {
  const [base = '', fragment = ''] = reference.split('#', 2)
  const document = base === '' ? root : findPart(root, (part) => part.$id === base)
  if (document === undefined) throw new UnresolvableReference(`Unresolvable: ${reference}`)
  if (fragment === '') return document
  return fragment.startsWith('/') ? follow(document, fragment) : findAnchor(document, fragment)
}

function follow(document: Schema, pointer: string): Schema {
  let at: Json = document
  for (const part of pointer.slice(1).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    const next: Json | undefined = Array.isArray(at)
      ? at[Number(key)]
      : isObject(at) && Object.hasOwn(at, key)
        ? at[key]
        : undefined
    if (next === undefined) {
      throw new UnresolvableReference(
        `PointerToNowhere: ${pythonRepr(pointer)} does not exist within ${pythonRepr(document)}`,
      )
    }
    at = next
  }
  return at as Schema
}

function findAnchor(document: Schema, name: string): Schema {
  const found = findPart(document, (part) => part.$anchor === name || part.$dynamicAnchor === name)
  if (found === undefined) {
    throw new UnresolvableReference(
      `NoSuchAnchor: ${pythonRepr(name)} does not exist within ${pythonRepr(document)}`,
    )
  }
  return found
}

function findPart(at: Json, wanted: (part: Record<string, unknown>) => boolean): Schema | undefined {
  if (Array.isArray(at)) return firstOf(at, wanted)
  if (!isObject(at)) return undefined
  return wanted(at) ? (at as Schema) : firstOf(Object.values(at) as Json[], wanted)
}

function firstOf(
  parts: readonly Json[],
  wanted: (part: Record<string, unknown>) => boolean,
): Schema | undefined {
  for (const part of parts) {
    const found = findPart(part, wanted)
    if (found !== undefined) return found
  }
  return undefined
}
