import { type JsonObject, withPlainNumbers } from '@reeve/wire'
import { schemaProblem } from '../json-schema/meta-schema.ts'
import { bestMatch } from '../json-schema/schema-error.ts'
import { validatorFor } from '../json-schema/validator.ts'
import { withoutRequired } from './prepare-schema.ts'
import { describe, withoutEndlessness } from './validate.ts'

/**
 * What is wrong with the schema that a deployment is to enforce, or with its parameters; undefined if nothing is.
 * The schema is taken as it stands, but for what it requires: runs may bring that. [C28]
 */
export function findStoredSchemaProblem(parameters: JsonObject, stored: JsonObject): string | undefined {
  const schema = withPlainNumbers(stored)
  const optional = withoutRequired(schema) as JsonObject
  const problem = withoutEndlessness((): string | undefined => {
    const broken = schemaProblem(schema)
    if (broken !== undefined) return `The provided schema is not a valid json schema. Schema error: ${broken}`
    const worst = bestMatch(validatorFor({ root: optional }).errors(withPlainNumbers(parameters), optional))
    return worst && describe(worst)
  })
  return typeof problem === 'object' ? problem.message : problem
}
