import type { Json, JsonObject } from '@reeve/wire'
import type { Check, Keyword, Schema } from '../keyword.ts'
import { pythonRepr } from '../python-repr.ts'
import type { SchemaError } from '../schema-error.ts'

const schemas = (value: Json): Schema[] => value as Schema[]

const followReference: Keyword = ({ value, instance, validator }) =>
  validator.errors(instance, validator.resolve(value as string))

const allOf: Keyword = ({ value, instance, validator }) =>
  schemas(value).flatMap((schema) => validator.errors(instance, schema))

/** What each alternative finds wrong until one finds nothing; null stands for that. */
function alternatives({ value, instance, validator }: Check): {
  errors: SchemaError[]
  valid: number | null
} {
  const errors: SchemaError[] = []
  for (const [index, schema] of schemas(value).entries()) {
    const found = validator.errors(instance, schema)
    if (found.length === 0) return { errors, valid: index }
    errors.push(...found)
  }
  return { errors, valid: null }
}

const noneMatches = ({ instance }: Check, context: SchemaError[]) => [
  { message: `${pythonRepr(instance)} is not valid under any of the given schemas`, context },
]

const anyOf: Keyword = (check) => {
  const { errors, valid } = alternatives(check)
  return valid === null ? noneMatches(check, errors) : []
}

const oneOf: Keyword = (check) => {
  const { errors, valid } = alternatives(check)
  if (valid === null) return noneMatches(check, errors)
  const { value, instance, validator } = check
  const [first, ...rest] = schemas(value).slice(valid)
  const others = rest.filter((schema) => validator.isValid(instance, schema))
  if (others.length === 0) return []
  return [
    {
      message: `${pythonRepr(instance)} is valid under each of ${[...others, first].map(pythonRepr).join(', ')}`,
    },
  ]
}

const not: Keyword = ({ value, instance, validator }) =>
  validator.isValid(instance, value as Schema)
    ? [{ message: `${pythonRepr(instance)} should not be valid under ${pythonRepr(value)}` }]
    : []

const ifThenElse: Keyword = ({ value, instance, schema, validator }) => {
  const branch = validator.isValid(instance, value as Schema) ? schema.then : schema.else
  return branch === undefined ? [] : validator.errors(instance, branch as Schema)
}

const dependentSchemas: Keyword = ({ value, instance, validator }) =>
  Object.entries(value as JsonObject).flatMap(([property, schema]) =>
    validator.isValid(instance, { type: 'object', required: [property] })
      ? validator.errors(instance, schema as Schema)
      : [],
  )

/** Keywords that combine schemas on one value. */
export const COMBINING_KEYWORDS: Readonly<Record<string, Keyword>> = {
  $ref: followReference,
  $dynamicRef: followReference,
  allOf,
  anyOf,
  oneOf,
  not,
  if: ifThenElse,
  dependentSchemas,
}
