export { pythonRepr } from '../json-schema/python-repr.ts'
export { type Hydrated, type HydrationOptions, hydrate, hydrateLeniently } from './hydrate.ts'
export {
  checkDefaults,
  checkJobVariables,
  type JobVariables,
  mergeJobVariables,
  referencedBlocks,
} from './job-variables.ts'
export { type NestedError, nestErrors } from './nest-errors.ts'
export { HydrationError } from './placeholders.ts'
export type { SchemaAdjustments } from './prepare-schema.ts'
export { findStoredSchemaProblem } from './stored-schema.ts'
export { findTemplateProblem, type TemplateProblem } from './template-problem.ts'
export {
  findAllErrors,
  findParameterProblem,
  findSchemaProblem,
  type ParameterProblem,
  validateAgainstSchema,
} from './validate.ts'
