import type { TSchema } from 'typebox'

/*
 * TypeBox's builders, those that shapes use, with TypeBox's own types. Of TypeBox itself only the types are imported:
 * loading it takes 373 modules, a sixth of the time that the server needs to start and 18 MB, for what is here.
 */

type Builders = Pick<
  typeof import('typebox').Type,
  | 'Array'
  | 'Boolean'
  | 'Integer'
  | 'Literal'
  | 'Null'
  | 'Number'
  | 'Object'
  | 'Optional'
  | 'String'
  | 'Union'
  | 'Unsafe'
>

/** Objects that need not have a field of this shape. */
const optional = new WeakSet<object>()

const requiredOf = (properties: Readonly<Record<string, TSchema>>) => {
  const required = Object.keys(properties).filter((name) => !optional.has(properties[name] as TSchema))
  return required.length > 0 ? { required } : {}
}

const scalar = (type: string) => (options: object) => ({ ...options, type })

const builders = {
  Array: (items: TSchema, options: object) => ({ ...options, type: 'array', items }),
  Boolean: scalar('boolean'),
  Integer: scalar('integer'),
  Literal: (value: unknown, options: object) => ({ ...options, type: typeof value, const: value }),
  Null: scalar('null'),
  Number: scalar('number'),
  Object: (properties: Readonly<Record<string, TSchema>>, options: object) => ({
    ...options,
    type: 'object',
    ...requiredOf(properties),
    properties,
  }),
  Optional(schema: object) {
    const copy = { ...schema }
    optional.add(copy)
    return copy
  },
  String: scalar('string'),
  Union: (anyOf: readonly TSchema[], options: object) => ({ ...options, anyOf }),
  Unsafe: (schema: object) => ({ ...schema }),
}

export default builders as unknown as Builders
