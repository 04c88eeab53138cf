import {
  findAllErrors,
  findSchemaProblem,
  hydrateLeniently,
  nestErrors,
  type ParameterProblem,
} from '@reeve/core/parameters'
import { readVariableValues } from '@reeve/database/queries/variables/read-variable-values'
import type { ValidateObjBody } from '@reeve/wire'
import type { Context } from '../context.ts'
import { Refused } from '../http/errors.ts'

/** What is wrong with values that shall keep to a schema, sorted by where it is. [K7, K8] */
export async function validateValues(ctx: Context, { schema, values }: ValidateObjBody) {
  const problem = findSchemaProblem(schema)
  if (problem) throw new Refused(422, problem.message)
  const hydrated = await hydrateLeniently(values, { variables: await readVariableValues(ctx.database.quick) })
  const errors = findAllErrors(hydrated, schema)
  if ('kind' in errors) throw new Refused(422, inSchema(errors))
  return nestErrors(errors)
}

/** Whatever keeps values from being checked is the schema's fault. */
const inSchema = ({ kind, message }: ParameterProblem): string =>
  kind === 'invalid' ? `Invalid schema: ${message}` : message
