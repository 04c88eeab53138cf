import type { Check, Keyword, Schema } from '../keyword.ts'
import { pythonRepr } from '../python-repr.ts'
import { equals } from './scalars.ts'

type ArrayCheck = Omit<Check, 'instance'> & { readonly instance: unknown[] }

/** A keyword that only says something about lists. */
const forArrays =
  (keyword: (check: ArrayCheck) => ReturnType<Keyword>): Keyword =>
  (check) =>
    Array.isArray(check.instance) ? keyword(check as ArrayCheck) : []

const prefixItems = forArrays(({ value, instance, validator }) =>
  (value as Schema[])
    .slice(0, instance.length)
    .flatMap((schema, index) => validator.errors(instance[index], schema, index)),
)

const items = forArrays(({ value, instance, schema, validator }) => {
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0
  const extra = instance.length - prefix
  if (extra <= 0) return []
  if (value === false) {
    const rest = extra === 1 ? instance[prefix] : instance.slice(prefix)
    const noun = prefix === 1 ? 'item' : 'items'
    return [{ message: `Expected at most ${prefix} ${noun} but found ${extra} extra: ${pythonRepr(rest)}` }]
  }
  return instance
    .slice(prefix)
    .flatMap((item, index) => validator.errors(item, value as Schema, prefix + index))
})

const contains = forArrays(({ value, instance, schema, validator }) => {
  const least = typeof schema.minContains === 'number' ? schema.minContains : 1
  const most = typeof schema.maxContains === 'number' ? schema.maxContains : instance.length
  const matches = instance.filter((item) => validator.isValid(item, value as Schema)).length
  if (matches > most) {
    return [
      { keyword: 'maxContains', message: `Too many items match the given schema (expected at most ${most})` },
    ]
  }
  if (matches >= least) return []
  if (matches === 0)
    return [{ message: `${pythonRepr(instance)} does not contain items matching the given schema` }]
  const counts = `(expected at least ${least} but only ${matches} matched)`
  return [{ keyword: 'minContains', message: `Too few items match the given schema ${counts}` }]
})

const minItems = forArrays(({ value, instance }) =>
  instance.length < (value as number)
    ? [{ message: `${pythonRepr(instance)} ${value === 1 ? 'should be non-empty' : 'is too short'}` }]
    : [],
)

const maxItems = forArrays(({ value, instance }) =>
  instance.length > (value as number)
    ? [{ message: `${pythonRepr(instance)} ${value === 0 ? 'is expected to be empty' : 'is too long'}` }]
    : [],
)

const uniqueItems = forArrays(({ value, instance }) =>
  value === true &&
  instance.some((item, index) => instance.slice(0, index).some((other) => equals(item, other)))
    ? [{ message: `${pythonRepr(instance)} has non-unique elements` }]
    : [],
)

/** Keywords about lists. */
export const ARRAY_KEYWORDS: Readonly<Record<string, Keyword>> = {
  prefixItems,
  items,
  contains,
  minItems,
  maxItems,
  uniqueItems,
}
