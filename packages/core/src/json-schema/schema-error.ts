/** One way in which a value does not keep to a schema. */
export interface SchemaError {
  readonly message: string
  /** The keyword that it violates; null for the schema `false`. */
  readonly keyword: string | null
  /** Where the value stands: below the root, or below the value that the error it is part of is about. */
  readonly path: (string | number)[]
  readonly instance: unknown
  readonly schema: unknown
  /** Why each alternative of `anyOf` or `oneOf` failed. */
  readonly context: readonly SchemaError[]
}

/** What a keyword reports; the validator adds which keyword, value and schema it is about. */
export interface Violation {
  readonly message: string
  readonly keyword?: string
  readonly context?: readonly SchemaError[]
}

/** A location as errors show it: `$.a[0]['b c']`. */
export const jsonPath = (path: readonly (string | number)[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (/^[a-zA-Z][a-zA-Z0-9_]*$/.test(part)) return `${text}.${part}`
    return `${text}['${part.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
  }, '$')

/** An error and where its value stands below the root. */
export interface LocatedError {
  readonly error: SchemaError
  readonly path: readonly (string | number)[]
}

/**
 * The error that says most: the one highest up in the value; of an alternative's, the one deepest down, unless two
 * say equally much. [K3]
 */
export function bestMatch(errors: readonly SchemaError[]): LocatedError | undefined {
  const [first, ...others] = errors
  if (first === undefined) return undefined
  let best = others.reduce((most, error) => (compareRelevance(error, most) > 0 ? error : most), first)
  const path = [...best.path]
  while (best.context.length > 0) {
    const [least, next] = best.context.toSorted(compareRelevance)
    if (least === undefined || (next && compareRelevance(least, next) === 0)) break
    best = least
    path.push(...best.path)
  }
  return { error: best, path }
}

const isWeak = ({ keyword }: SchemaError): boolean => keyword === 'anyOf' || keyword === 'oneOf'

/** Positive if `a` is the more relevant one. */
function compareRelevance(a: SchemaError, b: SchemaError): number {
  return (
    b.path.length - a.path.length ||
    comparePaths(a.path, b.path) ||
    Number(isWeak(b)) - Number(isWeak(a)) ||
    Number(matchesType(b)) - Number(matchesType(a))
  )
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (part !== other)
      return typeof part === typeof other ? (part < other ? -1 : 1) : typeof part === 'number' ? -1 : 1
  }
  return a.length - b.length
}

/** True if the value is of the type that the violated schema asks for. */
function matchesType({ schema, instance }: SchemaError): boolean {
  const types = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined
  if (types === undefined) return false
  return (Array.isArray(types) ? types : [types]).some((type) => isOfType(instance, type))
}

/** A JSON object, as opposed to a list or a value that stands for something else. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** True if a value is of a type of JSON Schema. */
export function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'null':
      return value === null
    default:
      return type === typeof value
  }
}
