import type { Keyword, Schema, Validator, ValidatorOptions } from './keyword.ts'
import { ARRAY_KEYWORDS } from './keywords/arrays.ts'
import { COMBINING_KEYWORDS } from './keywords/combining.ts'
import { OBJECT_KEYWORDS } from './keywords/objects.ts'
import { SCALAR_KEYWORDS } from './keywords/scalars.ts'
import { UNEVALUATED_KEYWORDS } from './keywords/unevaluated.ts'
import { pythonRepr } from './python-repr.ts'
import { lookUp } from './references.ts'
import type { SchemaError, Violation } from './schema-error.ts'

/*
 * JSON Schema 2020-12, interpreted: schemas come from users, so none is turned into JavaScript, and the errors are
 * those that clients of Prefect read, word for word.
 */

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  ...COMBINING_KEYWORDS,
  ...OBJECT_KEYWORDS,
  ...ARRAY_KEYWORDS,
  ...SCALAR_KEYWORDS,
  ...UNEVALUATED_KEYWORDS,
}

/** A validator for a schema and the schemas in it. */
export function validatorFor(options: ValidatorOptions): Validator {
  const validator: Validator = {
    ...options,
    errors(instance, schema, part) {
      const errors = errorsOf(validator, instance, schema)
      // Errors about the schema `false` are told of what holds the value, not of the value itself.
      if (part !== undefined && schema !== false) for (const { path } of errors) path.unshift(part)
      return errors
    },
    isValid: (instance, schema) => errorsOf(validator, instance, schema).length === 0,
    resolve: (reference) => lookUp(options.root, reference),
  }
  return validator
}

function errorsOf(validator: Validator, instance: unknown, schema: Schema): SchemaError[] {
  if (schema === true) return []
  if (schema === false) {
    return [
      toError(
        { message: `False schema does not allow ${pythonRepr(instance)}` },
        { keyword: null, instance, schema },
      ),
    ]
  }
  const errors: SchemaError[] = []
  for (const [keyword, value] of Object.entries(schema)) {
    if (!Object.hasOwn(KEYWORDS, keyword)) continue
    for (const found of (KEYWORDS[keyword] as Keyword)({ value, instance, schema, validator })) {
      errors.push('path' in found ? found : toError(found, { keyword, instance, schema }))
    }
  }
  const foreign = validator.describeForeign?.(instance)
  if (foreign !== undefined)
    errors.push(toError({ message: foreign }, { keyword: FOREIGN, instance, schema }))
  return errors
}

/** The keyword of errors about values that are no JSON. */
export const FOREIGN = 'foreign'

const toError = (
  { message, keyword, context = [] }: Violation,
  about: Pick<SchemaError, 'keyword' | 'instance' | 'schema'>,
): SchemaError => ({ ...about, message, keyword: keyword ?? about.keyword, path: [], context })
