import type { Static, TSchema } from 'typebox'
import { fieldsOf, fillOf, readerOf } from './compile.ts'
import { currentContext, type ParseContext } from './context.ts'
import type { Issue } from './issue.ts'
import { parametersReader } from './models.ts'
import { FAILED, type Reader, Run } from './reader.ts'
import { type Shape, shapeOf } from './shape.ts'

/** Where a value stands in a request; the first part of the place of its issues. */
export type Place = 'body' | 'query' | 'path' | 'header'

/** What came of parsing: the value as handlers get it, or what is wrong with it. */
export type Parsed<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly Issue[]; readonly value?: undefined }

/** Turns what a client sent into what handlers get. `undefined` stands for nothing sent. */
export type Parser<T> = (input: unknown, context?: ParseContext) => Parsed<T>

const parsers = new WeakMap<TSchema, Map<Place, Parser<unknown>>>()

/**
 * The parser of a shape; compiled at the first request that needs it and kept. It converts leniently and reports
 * like pydantic, fills in defaults, turns date-times into instants and durations into seconds. [L2, L8]
 */
export function compileParser<T extends TSchema>(schema: T, place: Place = 'body'): Parser<Static<T>> {
  const known = parsers.get(schema)
  const byPlace = known ?? new Map<Place, Parser<unknown>>()
  if (!known) parsers.set(schema, byPlace)
  const parser = byPlace.get(place) ?? makeParser(shapeOf(schema), place)
  byPlace.set(place, parser)
  return parser as Parser<Static<T>>
}

function makeParser(shape: Shape, place: Place): Parser<unknown> {
  let reader: Reader | undefined
  return (input, context = currentContext()) => {
    reader ??= topReader(shape)
    const run = new Run(context)
    const value = reader(input, run)
    if (value !== FAILED) return { value }
    run.locate(0, place)
    return { issues: run.issues }
  }
}

/** An object without a name is a group of parameters; anything else is one value that takes the whole place. */
function topReader(shape: Shape): Reader {
  if (shape.properties && shape.$id === undefined) return parametersReader(fieldsOf(shape))
  const read = readerOf(shape)
  const fill = fillOf(shape)
  return (input, run) => {
    if (input !== undefined && input !== null) return read(input, run)
    return fill ? fill(run) : run.fail(null, { type: 'missing', msg: 'Field required' })
  }
}
