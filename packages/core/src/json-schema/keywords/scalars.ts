import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@reeve/wire'
import type { Keyword } from '../keyword.ts'
import { searches } from '../pattern.ts'
import { pythonRepr } from '../python-repr.ts'
import { isOfType } from '../schema-error.ts'

/** True if two JSON values are the same. */
export const equals = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other)

const type: Keyword = ({ value, instance }) => {
  const types = Array.isArray(value) ? value : [value]
  if (types.some((each) => isOfType(instance, each))) return []
  return [{ message: `${pythonRepr(instance)} is not of type ${types.map(pythonRepr).join(', ')}` }]
}

const enumerated: Keyword = ({ value, instance }) =>
  (value as Json[]).some((each) => equals(each, instance))
    ? []
    : [{ message: `${pythonRepr(instance)} is not one of ${pythonRepr(value)}` }]

const constant: Keyword = ({ value, instance }) =>
  equals(value, instance) ? [] : [{ message: `${pythonRepr(value)} was expected` }]

/** A keyword that only says something about numbers. */
const forNumbers =
  (violates: (instance: number, bound: number) => boolean, says: string): Keyword =>
  ({ value, instance }) =>
    typeof instance === 'number' && violates(instance, value as number)
      ? [{ message: `${pythonRepr(instance)} is ${says} ${pythonRepr(value)}` }]
      : []

/** Dividing by a fraction is not exact: what is a whole number to all digits that a double has counts as one. */
const isNoMultiple = (instance: number, of: number): boolean =>
  Number.isInteger(of) ? instance % of !== 0 : !Number.isInteger(instance / of)

/** A keyword about the length of texts, in code points. */
const forLengths =
  (violates: (length: number, bound: number) => boolean, says: (bound: number) => string): Keyword =>
  ({ value, instance }) =>
    typeof instance === 'string' && violates([...instance].length, value as number)
      ? [{ message: `${pythonRepr(instance)} ${says(value as number)}` }]
      : []

const pattern: Keyword = ({ value, instance }) =>
  typeof instance === 'string' && !searches(value as string, instance)
    ? [{ message: `${pythonRepr(instance)} does not match ${pythonRepr(value)}` }]
    : []

const format: Keyword = ({ value, instance, validator }) => {
  const name = value as string
  const formats = validator.formats ?? {}
  return Object.hasOwn(formats, name) && !formats[name]?.(instance)
    ? [{ message: `${pythonRepr(instance)} is not a ${pythonRepr(name)}` }]
    : []
}

/** Keywords about values of any type, numbers and texts. */
export const SCALAR_KEYWORDS: Readonly<Record<string, Keyword>> = {
  type,
  enum: enumerated,
  const: constant,
  minimum: forNumbers((instance, bound) => instance < bound, 'less than the minimum of'),
  maximum: forNumbers((instance, bound) => instance > bound, 'greater than the maximum of'),
  exclusiveMinimum: forNumbers(
    (instance, bound) => instance <= bound,
    'less than or equal to the minimum of',
  ),
  exclusiveMaximum: forNumbers(
    (instance, bound) => instance >= bound,
    'greater than or equal to the maximum of',
  ),
  multipleOf: forNumbers(isNoMultiple, 'not a multiple of'),
  minLength: forLengths(
    (length, bound) => length < bound,
    (bound) => (bound === 1 ? 'should be non-empty' : 'is too short'),
  ),
  maxLength: forLengths(
    (length, bound) => length > bound,
    (bound) => (bound === 0 ? 'is expected to be empty' : 'is too long'),
  ),
  pattern,
  format,
}
