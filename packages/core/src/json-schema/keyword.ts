import type { Json, JsonObject } from '@reeve/wire'
import type { SchemaError, Violation } from './schema-error.ts'

/** A schema: an object of keywords, or true or false. */
export type Schema = JsonObject | boolean

/** What a keyword gets to see. */
export interface Check {
  /** The keyword's own value. */
  readonly value: Json
  readonly instance: unknown
  /** The schema that the keyword stands in. */
  readonly schema: JsonObject
  readonly validator: Validator
}

/** A keyword of JSON Schema: what it finds wrong, itself or through the schemas in it. */
export type Keyword = (check: Check) => readonly (Violation | SchemaError)[]

/** How to validate. */
export interface ValidatorOptions {
  /** The schema that `$ref` points into. */
  readonly root: Schema
  /** Checks of `format`, by name; formats without one pass. Default: none. */
  readonly formats?: Readonly<Record<string, (value: unknown) => boolean>>
  /** Says what is wrong with values that are no JSON, such as placeholders. Default: nothing. */
  readonly describeForeign?: (value: unknown) => string | undefined
}

/** Validates values against schemas that may refer to each other. */
export interface Validator extends ValidatorOptions {
  /** What is wrong with a value; `part` is where it stands in the value that is being looked at. */
  errors(instance: unknown, schema: Schema, part?: string | number): SchemaError[]
  isValid(instance: unknown, schema: Schema): boolean
  /** The schema that a reference names. Throws `UnresolvableReference`. */
  resolve(reference: string): Schema
}
