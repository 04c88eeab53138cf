export { type Hydrated, type HydrationOptions, hydrate, hydrateLeniently } from './hydrate.ts'
export { type NestedError, nestErrors } from './nest-errors.ts'
export { HydrationError } from './placeholders.ts'
export type { SchemaAdjustments } from './prepare-schema.ts'
export {
  findAllErrors,
  findParameterProblem,
  type ParameterProblem,
  validateAgainstSchema,
} from './validate.ts'
