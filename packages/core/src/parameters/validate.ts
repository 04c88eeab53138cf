import { type JsonObject, withPlainNumbers } from '@reeve/wire'
import { FORMATS } from '../json-schema/formats.ts'
import { schemaProblem } from '../json-schema/meta-schema.ts'
import { pythonRepr } from '../json-schema/python-repr.ts'
import { UnresolvableReference } from '../json-schema/references.ts'
import { bestMatch, jsonPath, type LocatedError, type SchemaError } from '../json-schema/schema-error.ts'
import { validatorFor } from '../json-schema/validator.ts'
import type { Hydrated } from './hydrate.ts'
import { HydrationError } from './placeholders.ts'
import { prepareSchema, type SchemaAdjustments } from './prepare-schema.ts'

/** Why values were not accepted. */
export interface ParameterProblem {
  /** `invalid`: the values break the schema; `schema`: the schema is none; `circular`: it has no end. [K3, K6] */
  readonly kind: 'invalid' | 'schema' | 'circular'
  /** As clients read it. */
  readonly message: string
}

const CIRCULAR: ParameterProblem = {
  kind: 'circular',
  message: 'Invalid schema: Unable to validate schema with circular references.',
}

/** What is wrong with values that shall keep to a schema; undefined if nothing is. Formats are not checked. [K3-K6] */
export function findParameterProblem(
  values: JsonObject,
  schema: JsonObject,
  adjustments: SchemaAdjustments = {},
): ParameterProblem | undefined {
  const prepared = prepareSchema(schema, adjustments)
  return withoutEndlessness((): ParameterProblem | undefined => {
    const broken = schemaProblem(prepared)
    if (broken !== undefined) return { kind: 'schema', message: `Invalid schema: ${broken}` }
    const worst = bestMatch(validatorFor({ root: prepared }).errors(withPlainNumbers(values), prepared))
    return worst && { kind: 'invalid', message: describe(worst) }
  })
}

/** Why a schema cannot be used, adjusted as it is for values; undefined if it can. [K7] */
export function findSchemaProblem(schema: JsonObject): ParameterProblem | undefined {
  return withoutEndlessness((): ParameterProblem | undefined => {
    const broken = schemaProblem(prepareSchema(schema))
    return broken === undefined ? undefined : { kind: 'schema', message: `Invalid schema: ${broken}` }
  })
}

/**
 * The reason for which the input of a paused run is refused; undefined if it keeps to the run's schema. [C22]
 */
export function validateAgainstSchema(values: JsonObject, schema: JsonObject): string | undefined {
  const problem = findParameterProblem(values, schema)
  return problem?.kind === 'invalid' ? `Reason: ${problem.message}` : problem?.message
}

/** All that is wrong with values in which placeholders may stand, formats included. [K7] */
export function findAllErrors(
  values: Hydrated,
  schema: JsonObject,
  adjustments: SchemaAdjustments = {},
): readonly SchemaError[] | ParameterProblem {
  const prepared = prepareSchema(schema, adjustments)
  const describeForeign = (value: unknown) => (value instanceof HydrationError ? value.message : undefined)
  return withoutEndlessness(() =>
    validatorFor({ root: prepared, formats: FORMATS, describeForeign }).errors(
      withPlainNumbers(values),
      prepared,
    ),
  )
}

/** The reason as clients read it. [K3] */
export function describe({ error, path }: LocatedError): string {
  const where = path.length === 0 ? '' : ` for field ${pythonRepr(jsonPath(path).replaceAll('$.', ''))}`
  return `Validation failed${where}. Failure reason: ${error.message}`
}

/** Schemas that lead back to themselves without end exhaust the stack; that is theirs to answer for. [K6] */
export function withoutEndlessness<T>(check: () => T): T | ParameterProblem {
  try {
    return check()
  } catch (error) {
    if (error instanceof RangeError) return CIRCULAR
    if (error instanceof UnresolvableReference) {
      return { kind: 'invalid', message: `Validation failed. Failure reason: ${error.message}` }
    }
    throw error
  }
}
