import type { TSchema } from 'typebox'
import { type Instant, printInstant } from '../instant.ts'
import { type Shape, shapeOf } from '../parse/shape.ts'

/** Brings a record into the form that clients get. */
export type Printer = (value: unknown) => unknown

/** Stands for shapes whose values go out as they are. */
const AS_IT_IS: Printer = (value) => value

const printers = new WeakMap<Shape, Printer>()

/**
 * The printer of a response's shape; compiled on first use and kept. It prints instants, fills in fields that are
 * not there with their defaults and leaves out what the shape does not name; free-form data is not looked into.
 * The value stays as it is. [L8, L11]
 */
export function compilePrinter(schema: TSchema): Printer {
  return printerOf(shapeOf(schema))
}

function printerOf(shape: Shape): Printer {
  const known = printers.get(shape)
  if (known) return known
  const printer = makePrinter(shape)
  printers.set(shape, printer)
  return printer
}

function makePrinter(shape: Shape): Printer {
  if (shape.resolve) return recursivePrinter(shape.resolve)
  if (shape.anyOf) return alternativesPrinter(shape.anyOf)
  if (shape.properties) return modelPrinter(shape.properties, shape.additionalProperties === true)
  if (shape.prefixItems) return tuplePrinter(shape.prefixItems.map(printerOf))
  if (shape.items) return listPrinter(printerOf(shape.items))
  if (typeof shape.additionalProperties === 'object')
    return dictionaryPrinter(printerOf(shape.additionalProperties))
  return shape.format === 'date-time' ? instantPrinter : AS_IT_IS
}

const instantPrinter: Printer = (value) =>
  typeof value === 'string' && value[10] === ' ' ? printInstant(value as Instant) : value

function listPrinter(items: Printer): Printer {
  if (items === AS_IT_IS) return AS_IT_IS
  return (value) => (Array.isArray(value) ? value.map((item) => items(item)) : value)
}

function tuplePrinter(members: readonly Printer[]): Printer {
  if (members.every((member) => member === AS_IT_IS)) return AS_IT_IS
  return (value) => (Array.isArray(value) ? value.map((item, index) => members[index]?.(item)) : value)
}

function dictionaryPrinter(values: Printer): Printer {
  if (values === AS_IT_IS) return AS_IT_IS
  return (value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, values(item)]))
      : value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface PrintedField {
  readonly name: string
  readonly print: Printer | undefined
  readonly absent: unknown
}

function modelPrinter(properties: Readonly<Record<string, Shape>>, keepsUnknown: boolean): Printer {
  const print = printerOfFields(Object.entries(properties).map(([name, shape]) => fieldOf(name, shape)))
  if (keepsUnknown) return (value) => (isObject(value) ? { ...value, ...print(value) } : value)
  return (value) => (isObject(value) ? print(value) : value)
}

/**
 * Makes the function that prints the fields of a model. It is generated, because an object literal with known keys
 * takes a tenth of the time of setting the keys one by one, and lists have 200 wide rows.
 */
function printerOfFields(
  fields: readonly PrintedField[],
): (value: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const literal = fields.map(({ name, print }, index) => {
    const field = `value[${JSON.stringify(name)}]`
    const printed = print ? `${field} === null ? null : fields[${index}].print(${field})` : field
    return `${JSON.stringify(name)}: ${field} === undefined ? fields[${index}].absent : ${printed}`
  })
  return new Function('fields', `return (value) => ({ ${literal.join(', ')} })`)(fields)
}

function fieldOf(name: string, shape: Shape): PrintedField {
  const printer = printerOf(shape)
  const absent = 'initial' in shape ? shape.initial : shape.default
  return { name, print: printer === AS_IT_IS ? undefined : printer, absent: printer(absent) }
}

function alternativesPrinter(shapes: readonly Shape[]): Printer {
  const members = shapes.filter(({ type }) => type !== 'null')
  const [first, ...others] = members.map((shape) => ({ matches: matcherOf(shape), print: printerOf(shape) }))
  if (first === undefined) return AS_IT_IS
  if (others.length === 0) return first.print
  const printers = [first, ...others]
  if (printers.every(({ print }) => print === AS_IT_IS)) return AS_IT_IS
  return (value) => (printers.find(({ matches }) => matches(value)) ?? first).print(value)
}

/** Whether a value can be of a shape, as far as members of unions must be told apart. */
function matcherOf(shape: Shape): (value: unknown) => boolean {
  const { properties, type } = shape.resolve ? shapeOf(shape.resolve()) : shape
  if (type === 'array') return Array.isArray
  if (!properties) return (value) => !isObject(value)
  const marks = Object.entries(properties).filter(
    ([, field]) => field.const !== undefined || !isOptional(field),
  )
  return (value) =>
    isObject(value) &&
    marks.every(([name, field]) => (field.const === undefined ? name in value : value[name] === field.const))
}

const isOptional = (field: Shape) =>
  'initial' in field || 'default' in field || 'fresh' in field || 'present' in field

function recursivePrinter(resolve: () => TSchema): Printer {
  return (value) => compilePrinter(resolve())(value)
}
