import { type Instant, printInstant } from '../instant.ts'
import type { Shape } from '../parse/shape.ts'

/** A JSON Schema as it stands in an OpenAPI document. */
export type JsonSchema = { [keyword: string]: unknown }

const REFERENCE = '#/components/schemas/'

/** Keywords that go into the document as they are. */
const PLAIN_KEYWORDS = [
  'type',
  'format',
  'enum',
  'const',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'propertyNames',
  'contentMediaType',
  'writeOnly',
] as const

/** Keywords that say something about the use of a shape, not about the shape. */
const USE_KEYWORDS = ['default', 'deprecated'] as const

/** Writes shapes as JSON Schema and gathers those that have a name. */
export class SchemaWriter {
  readonly components = new Map<string, JsonSchema>()

  /** The schema of a shape where it is used: a reference if it has a name. */
  write(shape: Shape): JsonSchema {
    const name = shape.$id ?? shape.$ref
    return { ...(name === undefined ? this.structure(shape) : this.reference(name, shape)), ...useOf(shape) }
  }

  /** A reference to the component of this name, which is written at the first use. */
  reference(name: string, shape: Shape): JsonSchema {
    if (!this.components.has(name)) {
      this.components.set(name, {})
      const described = shape.resolve ? (shape.resolve() as Shape) : shape
      this.components.set(name, { title: name, ...this.structure(described) })
    }
    return { $ref: `${REFERENCE}${name}` }
  }

  private structure(shape: Shape): JsonSchema {
    const { anyOf, items, prefixItems, properties, additionalProperties, documented } = shape
    return {
      ...pick(shape, PLAIN_KEYWORDS),
      ...(anyOf && { anyOf: anyOf.flatMap(alternatives).map((member) => this.write(member)) }),
      ...(items && { items: this.write(items) }),
      ...(prefixItems && { prefixItems: prefixItems.map((member) => this.write(member)) }),
      ...(additionalProperties !== undefined && {
        additionalProperties: this.writeRest(additionalProperties),
      }),
      ...(properties && this.fields(shape)),
      ...documented,
    }
  }

  private writeRest(additionalProperties: boolean | Shape): boolean | JsonSchema {
    return typeof additionalProperties === 'boolean' ? additionalProperties : this.write(additionalProperties)
  }

  private fields(shape: Shape): JsonSchema {
    const fields = Object.entries(shape.properties ?? {})
    const required = fields.filter(([name, field]) => isRequired(name, field, shape)).map(([name]) => name)
    return {
      properties: Object.fromEntries(fields.map(([name, field]) => [name, this.write(field)])),
      ...(required.length > 0 && { required }),
    }
  }
}

/** The members of a union, those of nameless unions inside of it in their stead. */
const alternatives = (member: Shape): readonly Shape[] =>
  member.anyOf && member.$id === undefined ? member.anyOf.flatMap(alternatives) : [member]

const MAY_BE_ABSENT = ['default', 'initial', 'fresh', 'present'] as const

/** Whether clients must send a field, or may count on it in an answer, as far as the document says. */
export const isRequired = (name: string, field: Shape, { required = [] }: Shape): boolean =>
  required.includes(name) && !MAY_BE_ABSENT.some((keyword) => keyword in field)

function useOf(shape: Shape): JsonSchema {
  const use = pick(shape, USE_KEYWORDS)
  return shape.format === 'date-time' && use.default !== undefined
    ? { ...use, default: printInstant(use.default as Instant) }
    : use
}

const pick = (shape: object, keywords: readonly string[]): JsonSchema =>
  Object.fromEntries(Object.entries(shape).filter(([keyword]) => keywords.includes(keyword)))
