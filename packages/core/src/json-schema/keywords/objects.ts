import type { JsonObject } from '@reeve/wire'
import type { Check, Keyword, Schema } from '../keyword.ts'
import { searches } from '../pattern.ts'
import { pythonRepr } from '../python-repr.ts'
import { isObject } from '../schema-error.ts'

type ObjectCheck = Omit<Check, 'instance'> & { readonly instance: Record<string, unknown> }

/** A keyword that only says something about objects. */
const forObjects =
  (keyword: (check: ObjectCheck) => ReturnType<Keyword>): Keyword =>
  (check) =>
    isObject(check.instance) ? keyword(check as ObjectCheck) : []

const properties = forObjects(({ value, instance, validator }) =>
  Object.entries(value as JsonObject).flatMap(([property, schema]) =>
    Object.hasOwn(instance, property) ? validator.errors(instance[property], schema as Schema, property) : [],
  ),
)

const patternProperties = forObjects(({ value, instance, validator }) =>
  Object.entries(value as JsonObject).flatMap(([pattern, schema]) =>
    Object.entries(instance).flatMap(([property, entry]) =>
      searches(pattern, property) ? validator.errors(entry, schema as Schema, property) : [],
    ),
  ),
)

/** The properties that neither `properties` nor `patternProperties` speaks of. */
export function additionalKeys(instance: Record<string, unknown>, schema: JsonObject): string[] {
  const known = (schema.properties ?? {}) as JsonObject
  const patterns = Object.keys((schema.patternProperties ?? {}) as JsonObject)
  return Object.keys(instance).filter(
    (key) => !Object.hasOwn(known, key) && !patterns.some((pattern) => searches(pattern, key)),
  )
}

const additionalProperties = forObjects(({ value, instance, schema, validator }) => {
  const extras = additionalKeys(instance, schema)
  if (isObject(value)) return extras.flatMap((key) => validator.errors(instance[key], value as Schema, key))
  if (value !== false || extras.length === 0) return []
  extras.sort()
  if (!('patternProperties' in schema)) {
    return [{ message: `Additional properties are not allowed (${listed(extras)} unexpected)` }]
  }
  const patterns = Object.keys(schema.patternProperties as JsonObject).sort()
  const verb = extras.length === 1 ? 'does' : 'do'
  return [{ message: `${reprs(extras)} ${verb} not match any of the regexes: ${reprs(patterns)}` }]
})

const reprs = (values: readonly unknown[]): string => values.map(pythonRepr).join(', ')

/** `'a' was`, `'a', 'b' were`. */
export const listed = (values: readonly unknown[]): string =>
  `${reprs(values)} ${values.length === 1 ? 'was' : 'were'}`

const propertyNames = forObjects(({ value, instance, validator }) =>
  Object.keys(instance).flatMap((property) => validator.errors(property, value as Schema)),
)

const required = forObjects(({ value, instance }) =>
  (value as string[])
    .filter((property) => !Object.hasOwn(instance, property))
    .map((property) => ({ message: `${pythonRepr(property)} is a required property` })),
)

const dependentRequired = forObjects(({ value, instance }) =>
  Object.entries(value as Record<string, string[]>).flatMap(([property, dependencies]) =>
    Object.hasOwn(instance, property)
      ? dependencies
          .filter((each) => !Object.hasOwn(instance, each))
          .map((each) => ({ message: `${pythonRepr(each)} is a dependency of ${pythonRepr(property)}` }))
      : [],
  ),
)

const minProperties = forObjects(({ value, instance }) =>
  Object.keys(instance).length < (value as number)
    ? [
        {
          message: `${pythonRepr(instance)} ${value === 1 ? 'should be non-empty' : 'does not have enough properties'}`,
        },
      ]
    : [],
)

const maxProperties = forObjects(({ value, instance }) =>
  Object.keys(instance).length > (value as number)
    ? [
        {
          message: `${pythonRepr(instance)} ${value === 0 ? 'is expected to be empty' : 'has too many properties'}`,
        },
      ]
    : [],
)

/** Keywords about objects. */
export const OBJECT_KEYWORDS: Readonly<Record<string, Keyword>> = {
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
  required,
  dependentRequired,
  minProperties,
  maxProperties,
}
