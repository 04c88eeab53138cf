import type { TSchema } from 'typebox'
import type { OwnKeywords } from '../schema.ts'
import type { Bounds } from './numbers.ts'
import type { TextLimits } from './scalars.ts'

/** The keywords of JSON Schema that shapes use. */
export interface Shape extends OwnKeywords, Bounds, TextLimits {
  readonly $id?: string
  readonly $ref?: string
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
  readonly format?: string
  readonly enum?: readonly string[]
  readonly const?: string
  readonly default?: unknown
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly prefixItems?: readonly Shape[]
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Shape
}

/** A TypeBox schema as the JSON Schema that it is. */
export const shapeOf = (schema: TSchema): Shape => schema as Shape
