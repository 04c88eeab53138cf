import type { Static, TObject, TProperties, TSchema, TUnsafe } from 'typebox'
import type { Instant } from './instant.ts'
import type { Json, JsonObject } from './json.ts'
import type { ParseContext } from './parse/context.ts'
import type { Problem } from './parse/issue.ts'
import Type from './type.ts'

/*
 * The words in which shapes are written. A shape's static type is what a handler gets after parsing, so a field
 * that a client may leave out is there all the same, with its default. Where the OpenAPI document must not show
 * that default, the schema keeps it under `initial` or `fresh` instead of `default`.
 */

/** Keywords of ours that stand in schemas beside those of JSON Schema; the OpenAPI document leaves them out. */
export interface OwnKeywords {
  /** The value of a field that was not sent, where the document names no default. */
  readonly initial?: unknown
  /** Makes the value of a field that was not sent, from the time of the request. */
  readonly fresh?: (now: Instant) => unknown
  /** True for a field that answers always carry although the document does not require it. */
  readonly present?: true
  /** The schema that a recursive `$ref` stands for. */
  readonly resolve?: () => TSchema
  /** What the document says and nobody enforces, the reference neither. */
  readonly documented?: Readonly<Record<string, unknown>>
  /** How values are read where type and format do not say it. */
  readonly reads?: 'duration' | 'plain-date-time' | 'bytes' | 'sequence' | 'free-integer'
  /** What is done to an input before it is read. */
  readonly prepare?: (input: unknown) => unknown
  /** Rules for the input itself, in order; while one objects, the input is not read. */
  readonly inputChecks?: readonly Check<unknown>[]
  /** True for a field whose empty values (null, "", 0, false, [], {}) count as not sent. */
  readonly emptyIsAbsent?: true
  /** Rules beyond JSON Schema, in order; the first that objects is reported. */
  readonly checks?: readonly Check[]
  /** Completes a value that was read. */
  readonly finish?: (value: never, context: ParseContext) => unknown
  /** The name of a member of a union in errors, where it is not that of its type. */
  readonly label?: string
  /** The values of a closed set as errors list them. */
  readonly expected?: string
}

/** A rule beyond JSON Schema: says what is wrong with a value, if anything is. */
export type Check<T = never> = (value: T, context: ParseContext) => Problem | undefined

/** A named shape that ignores keys it does not know. */
export const Model = <P extends TProperties>($id: string, properties: P): TObject<P> =>
  Type.Object(properties, { $id })

/** A named shape that refuses keys it does not know. */
export const StrictModel = <P extends TProperties>($id: string, properties: P): TObject<P> =>
  Type.Object(properties, { $id, additionalProperties: false })

/** A named shape that keeps keys it does not know. */
export const OpenModel = <P extends TProperties>($id: string, properties: P): TObject<P> =>
  Type.Object(properties, { $id, additionalProperties: true })

/** Gives a shape that is no plain object a name. */
export const Named = <T extends TSchema>($id: string, schema: T) => Type.Unsafe<Static<T>>({ ...schema, $id })

/** A named closed set of texts. */
export const Choice = <const V extends readonly string[]>($id: string, values: V): TUnsafe<V[number]> =>
  Type.Unsafe<V[number]>({ $id, type: 'string', enum: values })

/** A closed set of texts without a name of its own. */
export const OneOf = <const V extends readonly string[]>(
  values: V,
  options: { default?: V[number]; expected?: string } = {},
): TUnsafe<V[number]> => Type.Unsafe<V[number]>({ type: 'string', enum: values, ...options })

/** `T` or null, and the client must say which unless `options` has a default. */
export const Nullable = <T extends TSchema>(schema: T, options: Annotations<Static<T> | null> = {}) =>
  Type.Unsafe<Static<T> | null>({ anyOf: [schema, Type.Null()], ...options })

/** `T` or null; null if it was not sent. */
export const Maybe = <T extends TSchema>(schema: T, options: { deprecated?: true } = {}) =>
  Type.Unsafe<Static<T> | null>({ anyOf: [schema, Type.Null()], initial: null, ...options })

/** `T`; null inside if it was not sent. The document knows nothing of the null. */
export const OrNull = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>({ ...schema, initial: null })

/** `T`, and this value if it was not sent; the document shows the default. */
export const Default = <T extends TSchema>(schema: T, value: Static<T>) =>
  Type.Unsafe<Static<T>>({ ...schema, default: value })

/** `T`, and this value if it was not sent; the document does not show it. An object is read by the schema. */
export const Initially = <T extends TSchema>(schema: T, value: unknown) =>
  Type.Unsafe<Static<T>>({ ...schema, initial: value })

/** `T`, made anew for each request that does not send it. */
export const Fresh = <T extends TSchema>(schema: T, fresh: (now: Instant) => Static<T>) =>
  Type.Unsafe<Static<T>>({ ...schema, fresh })

/** `T` that keeps these rules too. */
export const Checked = <T extends TSchema>(schema: T, ...checks: Check<Static<T>>[]) =>
  Type.Unsafe<Static<T>>({ ...schema, checks: [...((schema as OwnKeywords).checks ?? []), ...checks] })

/** `T` whose input, as it was sent, must keep these rules before it is read at all. */
export const CheckedInput = <T extends TSchema>(schema: T, ...inputChecks: Check<unknown>[]) =>
  Type.Unsafe<Static<T>>({ ...schema, inputChecks })

/** `T` whose empty values count as not sent. */
export const EmptyIsAbsent = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T>>({ ...schema, emptyIsAbsent: true })

/** `T` whose input is brought into shape before it is read. */
export const Prepared = <T extends TSchema>(schema: T, prepare: (input: unknown) => unknown) =>
  Type.Unsafe<Static<T>>({ ...schema, prepare })

/** `T` whose value is completed after it was read. */
export const Finished = <T extends TSchema>(
  schema: T,
  finish: (value: Static<T>, context: ParseContext) => Static<T>,
) => Type.Unsafe<Static<T>>({ ...schema, finish })

/** `T` that errors of a union call by another name than that of its type. */
export const Labelled = <T extends TSchema>(schema: T, label: string) =>
  Type.Unsafe<Static<T>>({ ...schema, label })

/** `T` for which the document names limits in its own words that are not enforced, or enforced in another way. */
export const Documented = <T extends TSchema>(schema: T, documented: Readonly<Record<string, unknown>>) =>
  Type.Unsafe<Static<T>>({ ...schema, documented })

/** `T`, always there in an answer although the document does not require it. */
export const Present = <T extends TSchema>(schema: T) => Type.Unsafe<Static<T>>({ ...schema, present: true })

/** A schema that contains itself; `T` must be spelled out because inference cannot go in circles. */
export const Recursive = <T>($id: string, resolve: () => TSchema) => Type.Unsafe<T>({ $ref: $id, resolve })

/** What may be said about a field where it is used. */
export interface Annotations<T> {
  default?: T
  deprecated?: true
}

/** A point in time: an `Instant` inside, ISO 8601 on the wire. */
export const DateTime = (options: { default?: Instant } = {}) =>
  Type.Unsafe<Instant>({ type: 'string', format: 'date-time', ...options })

/** A point in time that is read less leniently than others. */
export const PlainDateTime = (options: { default?: Instant } = {}) =>
  Type.Unsafe<Instant>({ type: 'string', format: 'date-time', reads: 'plain-date-time', ...options })

/** A duration: seconds inside, a number or ISO 8601 on the way in. */
export const Duration = (options: { default?: number } = {}) =>
  Type.Unsafe<number>({ type: 'number', reads: 'duration', ...options })

/** A UUID: lower case with dashes inside, lenient on the way in. */
export const Uuid = () => Type.String({ format: 'uuid' })

/** A text that is kept as bytes. */
export const Bytes = () =>
  Type.Unsafe<string>({ type: 'string', contentMediaType: 'application/octet-stream', reads: 'bytes' })

/** Any JSON. */
export const Anything = () => Type.Unsafe<Json>({})

/** A JSON object that nobody looks into. */
export const Dict = () => Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: true })

/** A JSON object with values of one shape under names that clients choose. */
export const DictOf = <T extends TSchema>(schema: T) =>
  Type.Unsafe<{ [key: string]: Static<T> }>({ type: 'object', additionalProperties: schema })

/** Values of one shape by UUID. */
export const ById = <T extends TSchema>(schema: T) =>
  Type.Unsafe<{ [id: string]: Static<T> }>({
    type: 'object',
    propertyNames: { format: 'uuid' },
    additionalProperties: schema,
  })

/** An integer of any size that nobody counts with: those that JavaScript cannot count to stay as they were written. */
export const FreeInteger = () => Type.Unsafe<number>({ type: 'integer', reads: 'free-integer' })

/** Values by label. */
export const Labels = () => DictOf(Type.Union([Type.Boolean(), FreeInteger(), Type.Number(), Type.String()]))

/** A list, empty if it was not sent. */
export const ListOf = <T extends TSchema>(schema: T, options: { uniqueItems?: true } = {}) =>
  Type.Unsafe<Static<T>[]>({ type: 'array', items: schema, initial: [], ...options })

/** A list that errors call a sequence. */
export const Sequence = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T>[]>({ type: 'array', items: schema, reads: 'sequence' })

/** Exactly two values. */
export const Pair = <A extends TSchema, B extends TSchema>(first: A, second: B) =>
  Type.Unsafe<[Static<A>, Static<B>]>({
    type: 'array',
    prefixItems: [first, second],
    minItems: 2,
    maxItems: 2,
  })

/** A name that may stand in a URL. */
export const Name = () => Type.String({ pattern: '^[^/%&><]+$' })

/** Operators of filters: null where the filter does not use them. */
export const AnyOf = <T extends TSchema>(schema: T) => Maybe(Type.Array(schema))

/** How many to return; null if the client leaves it to the server. */
export const Limit = () => OrNull(Type.Integer())

/** How many to pass over. */
export const Offset = () => Type.Integer({ minimum: 0, default: 0 })

/** Which page to return, from 1 on. */
export const Page = () => Type.Integer({ minimum: 1, default: 1 })

/** How many objects one bulk request may touch. */
export const BulkLimit = () => Type.Integer({ minimum: 1, maximum: 50, default: 50 })

/** What every stored object has. */
export const stored = {
  id: Uuid(),
  created: Nullable(DateTime()),
  updated: Nullable(DateTime()),
}

/** What a page says about itself beside its results. */
export const pageFields = {
  count: Type.Integer(),
  limit: Type.Integer(),
  pages: Type.Integer(),
  page: Type.Integer(),
}

/** Path parameters of what is found by its id. */
export const IdParams = Type.Object({ id: Uuid() })

/** Path parameters of what is found by its name. */
export const NameParams = Type.Object({ name: Type.String() })
