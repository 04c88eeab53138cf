import type { SchemaError } from '../json-schema/schema-error.ts'
import { FOREIGN } from '../json-schema/validator.ts'
import { Unrendered } from './placeholders.ts'

/** Errors as a form shows them: at the property or item that they are about. [K7] */
export type NestedError =
  | string
  | { readonly property: string; readonly errors: NestedError[] }
  | { readonly index: number; readonly errors: NestedError[] }

/** Sorts errors by where they belong; what is missing is told at the missing property. [K7, K8] */
export function nestErrors(errors: readonly SchemaError[]): { errors: NestedError[]; valid: boolean } {
  const nested: NestedError[] = []
  for (const error of prioritized(errors)) {
    if (!(error.instance instanceof Unrendered)) place(nested, error)
  }
  return { errors: nested, valid: nested.length === 0 }
}

/** Where a placeholder could not be filled in, that is the error; what else is wrong there follows from it. [K8] */
function prioritized(errors: readonly SchemaError[]): SchemaError[] {
  const byPath = Map.groupBy(errors, ({ path }) => path.join('->'))
  return [...byPath.values()].flatMap((group) => {
    const foreign = group.filter(({ keyword }) => keyword === FOREIGN)
    return foreign.length > 0 ? foreign : group
  })
}

function place(nested: NestedError[], error: SchemaError): void {
  const path = [...error.path, ...missingProperty(error)]
  const last = path.pop()
  if (last === undefined) {
    nested.push(error.message)
    return
  }
  let current = nested
  for (const part of path) current = entryFor(current, part)
  current.push(newEntry(last, [error.message]))
}

const missingProperty = ({ keyword, message }: SchemaError): string[] =>
  keyword === 'required' ? [message.split(' ', 1)[0]?.replace(/^'+|'+$/g, '') ?? ''] : []

function entryFor(entries: NestedError[], part: string | number): NestedError[] {
  const found = entries.find(
    (entry) =>
      typeof entry === 'object' &&
      (typeof part === 'number'
        ? 'index' in entry && entry.index === part
        : 'property' in entry && entry.property === part),
  )
  if (typeof found === 'object') return found.errors
  const errors: NestedError[] = []
  entries.push(newEntry(part, errors))
  return errors
}

const newEntry = (part: string | number, errors: NestedError[]): NestedError =>
  typeof part === 'number' ? { index: part, errors } : { property: part, errors }
