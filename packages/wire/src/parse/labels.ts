import type { Shape } from './shape.ts'

/** The name by which errors mention a member of a union: the reference's name of the type. */
export function labelOf(shape: Shape): string {
  if (shape.label !== undefined) return shape.label
  const id = shape.$id ?? shape.$ref
  if (id !== undefined) return id.replace(/-(?:Input|Output)$/, '')
  if (shape.anyOf) return `union[${shape.anyOf.map(labelOf).join(',')}]`
  if (shape.enum) return `literal[${shape.enum.map((value) => `'${value}'`).join(',')}]`
  if (shape.type === 'array') return `list[${labelOf(shape.items ?? {})}]`
  if (shape.type === 'object') return dictionaryLabel(shape)
  return shape.format === 'uuid' ? 'uuid' : SCALARS[shape.type ?? 'any']
}

const SCALARS = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  null: 'none',
  any: 'any',
} as const

const dictionaryLabel = ({ additionalProperties }: Shape) =>
  `dict[str,${typeof additionalProperties === 'object' ? labelOf(additionalProperties) : 'any'}]`
