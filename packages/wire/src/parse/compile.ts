import type { TSchema } from 'typebox'
import type { Check } from '../schema.ts'
import { dictionaryReader, freeObjectReader, listReader, tupleReader } from './containers.ts'
import type { Problem } from './issue.ts'
import { labelOf } from './labels.ts'
import { type Field, modelReader, type UnknownKeys } from './models.ts'
import { floatReader, freeIntegerReader, integerReader } from './numbers.ts'
import { FAILED, type Reader, type Run } from './reader.ts'
import * as scalars from './scalars.ts'
import { type Shape, shapeOf } from './shape.ts'
import { type Member, unionReader } from './unions.ts'

const readers = new WeakMap<Shape, Reader>()

/** The reader of a shape; made on first use and kept. */
export function readerOf(shape: Shape): Reader {
  const known = readers.get(shape)
  if (known) return known
  const reader = withSteps(shape, plainReader(shape))
  readers.set(shape, reader)
  return reader
}

function plainReader(shape: Shape): Reader {
  if (shape.resolve) return recursiveReader(shape.resolve)
  if (shape.anyOf) return alternativesReader(shape.anyOf)
  if (shape.enum)
    return scalars.choiceReader(shape.enum, shape.$id ? 'enum' : 'literal_error', shape.expected)
  if (shape.const !== undefined) return scalars.choiceReader([shape.const], 'literal_error')
  switch (shape.type) {
    case 'string':
      return stringReader(shape)
    case 'integer':
      return shape.reads === 'free-integer' ? freeIntegerReader : integerReader(shape)
    case 'number':
      return shape.reads === 'duration' ? scalars.durationReader : floatReader(shape)
    case 'boolean':
      return scalars.booleanReader
    case 'array':
      return arrayReader(shape)
    case 'object':
      return objectReader(shape)
    case 'null':
    case undefined:
      return scalars.anythingReader
  }
}

function stringReader(shape: Shape): Reader {
  if (shape.reads === 'bytes') return scalars.bytesReader
  if (shape.format === 'uuid') return scalars.uuidReader
  if (shape.format !== 'date-time') return scalars.textReader(shape)
  return shape.reads === 'plain-date-time' ? scalars.plainDateTimeReader : scalars.dateTimeReader
}

function arrayReader(shape: Shape): Reader {
  if (shape.prefixItems) return tupleReader(shape.prefixItems.map(readerOf))
  const kind = shape.uniqueItems ? 'set' : shape.reads === 'sequence' ? 'sequence' : 'list'
  return listReader(readerOf(shape.items ?? {}), kind)
}

function objectReader(shape: Shape): Reader {
  const { properties, additionalProperties } = shape
  if (properties) return modelReader(fieldsOf(shape), unknownKeysOf(additionalProperties))
  return typeof additionalProperties === 'object'
    ? dictionaryReader(readerOf(additionalProperties))
    : freeObjectReader
}

function unknownKeysOf(additionalProperties: Shape['additionalProperties']): UnknownKeys {
  if (additionalProperties === undefined) return 'drop'
  return additionalProperties === false ? 'refuse' : 'keep'
}

/** The fields of an object shape. */
export function fieldsOf({ properties = {}, required = [] }: Shape): Field[] {
  return Object.entries(properties).map(([name, shape]) => {
    const fill = fillOf(shape)
    const { emptyIsAbsent = false } = shape
    return { name, read: readerOf(shape), required: !fill && required.includes(name), emptyIsAbsent, fill }
  })
}

/** Makes the value of a field that was not sent; undefined if the shape has none. */
export function fillOf(shape: Shape): ((run: Run) => unknown) | undefined {
  const { fresh } = shape
  if (fresh) return (run) => fresh(run.context.now)
  const value = 'initial' in shape ? shape.initial : shape.default
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null) return () => value
  // read anew each time, so that no two requests share an object and nested defaults are filled in
  const read = readerOf(shape)
  const copy = copierOf(value)
  return (run) => read(copy(), run)
}

/** Makes copies of a default. Most are empty, and cloning those would take a tenth of a small request. */
function copierOf(value: object): () => object {
  if (Object.keys(value).length > 0) return () => structuredClone(value)
  return Array.isArray(value) ? () => [] : () => ({})
}

function alternativesReader(shapes: readonly Shape[]): Reader {
  const [first, ...others] = shapes.filter(({ type }) => type !== 'null')
  if (first === undefined) return scalars.anythingReader
  const reader = others.length === 0 ? readerOf(first) : unionReader([first, ...others].map(memberOf))
  return shapes.length > others.length + 1 ? scalars.nullable(reader) : reader
}

const memberOf = (shape: Shape): Member => ({
  label: labelOf(shape),
  read: readerOf(shape),
  ...discriminatorOf(shape.resolve ? shapeOf(shape.resolve()) : shape),
})

/** The field that alone tells a member from the others, such as `type: 'compound'`. */
function discriminatorOf({ properties = {} }: Shape): Pick<Member, 'discriminator'> {
  const found = Object.entries(properties).find(([, { const: value }]) => value !== undefined)
  return found?.[1].const === undefined ? {} : { discriminator: { name: found[0], value: found[1].const } }
}

/** How deep a shape may contain itself: each level may be read once for every member of its union. */
const MAX_RECURSION = 6

function recursiveReader(resolve: () => TSchema): Reader {
  return (input, run) => {
    if (run.depth >= MAX_RECURSION) {
      return run.fail(input, { type: 'recursion_loop', msg: `More than ${MAX_RECURSION} nested levels` })
    }
    run.depth++
    const value = readerOf(shapeOf(resolve()))(input, run)
    run.depth--
    return value
  }
}

function withSteps({ inputChecks, prepare, checks, finish }: Shape, read: Reader): Reader {
  if (!inputChecks && !prepare && !checks && !finish) return read
  return (input, run) => {
    const objection = firstProblem(inputChecks, input, run)
    if (objection) return run.fail(input, objection)
    const value = read(prepare ? prepare(input) : input, run)
    if (value === FAILED) return FAILED
    const problem = firstProblem(checks, value, run)
    if (problem) return run.fail(input, problem)
    return finish ? finish(value as never, run.context) : value
  }
}

function firstProblem(
  checks: readonly Check[] | undefined,
  value: unknown,
  { context }: Run,
): Problem | undefined {
  for (const check of checks ?? []) {
    const problem = check(value as never, context)
    if (problem) return problem
  }
  return undefined
}
