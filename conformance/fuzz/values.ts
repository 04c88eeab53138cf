import type { Json, JsonObject } from '@reeve/wire'
import fc, { type Arbitrary } from 'fast-check'
import { resolve, type Schema } from './document.ts'

/** Rows that stand ready on every server that is compared; requests name them by reference. */
export const KNOWN_IDS = [
  'flow',
  'run',
  'ended',
  'task',
  'limit',
  'variable',
  'artifact',
  'search',
  'deployment',
  'type',
  'schema',
  'block',
] as const

const SCHEMAS: readonly Json[] = [
  { type: 'object', properties: { a: { type: 'integer' } } },
  { type: 'object', properties: { a: { type: 'string', minLength: 1 } }, required: ['a'] },
  { type: 'object', properties: { a: { $ref: '#/definitions/A' } }, definitions: { A: { enum: [1, 'x'] } } },
  { type: 'array', items: { type: 'integer' } },
  { type: 'nonsense' },
]

/** What a field means: rows that are there, and texts and objects that are hardly found by chance. */
const MEANT: Readonly<Record<string, readonly Json[]>> = {
  flow_id: ['$(flow)'],
  flow_run_id: ['$(run)'],
  task_run_id: ['$(task)'],
  parent_task_run_id: ['$(task)'],
  lease_id: ['$(lease)'],
  deployment_id: ['$(deployment)'],
  block_type_id: ['$(type)'],
  block_schema_id: ['$(schema)'],
  work_pool_name: ['pool-$(unique)'],
  work_queue_name: ['default'],
  cron: ['0 9 * * *', '*/5 * * * MON-FRI', '@daily', '0 0 13 * FRI', '* * *', '61 * * * *', 'R * * * *'],
  rrule: [
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3',
    'FREQ=X',
    'RRULE:FREQ=DAILY\nEXDATE:20300103T000000',
  ],
  timezone: ['UTC', 'America/New_York', 'Europe/Berlin', 'Mars/Base', ''],
  slug: ['one', 'two', ''],
  replaces: ['one', 'two'],
  schema: SCHEMAS,
  parameter_openapi_schema: SCHEMAS,
  base_job_template: [
    {},
    { job_configuration: { a: '{{ a }}' }, variables: { properties: { a: { type: 'string' } } } },
    { job_configuration: { a: '{{ b }}' }, variables: { properties: {} } },
    { job_configuration: {} },
  ],
}

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'
const DEEPEST = 5

/** Ids: of rows that are there, mostly. */
export const id: Arbitrary<Json> = fc.oneof(
  { arbitrary: fc.constantFrom(...KNOWN_IDS.map((name) => `$(${name})`)), weight: 6 },
  { arbitrary: fc.constant(UNKNOWN_ID), weight: 1 },
)

const time: Arbitrary<Json> = fc.constantFrom<Json[]>(
  '2020-01-01T00:00:00Z',
  '2020-01-01T00:00:00.123456+02:00',
  '2026-06-01',
  '2030-12-31T23:59:59.999999Z',
  '2030-12-31 23:59:59',
  1767225600,
  '1767225600.5',
)

/** Most are of this round alone, so that what earlier requests made does not answer later ones. */
const NAMES = [
  'flow-$(unique)',
  'x-$(unique)',
  'tag:x-$(unique)',
  'A name $(unique)',
  'ä流😀$(unique)',
  '50%_$(unique)',
  '',
  'a/b',
  'a&b',
  ' ',
  'x'.repeat(300),
  'Scheduled',
  'Late',
]
const name = fc.constantFrom(...NAMES)

/** Any JSON, small. */
export const anything: Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json[]>(null, true, false, 0, 1, -1, 1.5, '', 'x', '5', 'null'),
    fc.array(tie('json'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'type', '$ref'), tie('json'), { maxKeys: 2 }) as Arbitrary<Json>,
  ),
})).json

/** A value that the schema allows. */
export function fitting(schema: Schema, depth = 0): Arbitrary<Json> {
  const plain = resolve(schema)
  const choices = plain.anyOf ?? plain.oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => fitting(choice as Schema, depth)))
  if (Array.isArray(plain.enum)) return fc.constantFrom(...plain.enum)
  if (plain.const !== undefined) return fc.constant(plain.const)
  switch (plain.type) {
    case 'string':
      return textOf(plain)
    case 'integer':
    case 'number':
      return numberOf(plain)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(itemOf(plain, depth), { maxLength: depth > DEEPEST ? 0 : 3 })
    case 'object':
      return objectOf(plain, depth)
    default:
      return anything
  }
}

const itemOf = (schema: Schema, depth: number): Arbitrary<Json> =>
  schema.items ? fitting(schema.items as Schema, depth + 1) : anything

function textOf({ format, pattern, maxLength }: Schema): Arbitrary<Json> {
  if (format === 'uuid') return id
  if (format === 'date-time') return time
  if (pattern !== undefined) return fc.constantFrom('name-$(unique)', 'a-b', 'x1')
  return typeof maxLength === 'number' ? name.map((text) => text.slice(0, maxLength)) : name
}

const EXTREME = 100_000

function numberOf({ minimum, maximum, exclusiveMinimum, type }: Schema): Arbitrary<Json> {
  const least = Number(minimum ?? (exclusiveMinimum === undefined ? -1 : Number(exclusiveMinimum) + 1))
  const most = Number(maximum ?? EXTREME)
  const edges = fc.constantFrom(least, most, Math.min(least + 1, most))
  const whole = Math.ceil(least)
  const within = fc.integer({ min: whole, max: Math.min(most, whole + 20) })
  return type === 'number'
    ? fc.oneof(
        edges,
        within,
        within.map((value) => Math.min(value + 0.5, most)),
      )
    : fc.oneof(edges, within)
}

function objectOf(schema: Schema, depth: number): Arbitrary<Json> {
  const properties = Object.entries((schema.properties ?? {}) as JsonObject)
  if (properties.length === 0) return anyObject(schema, depth)
  const required = (schema.required ?? []) as string[]
  const fields = Object.fromEntries(
    properties.map(([key, value]) => [key, meant(key, fieldOf(value as Schema, depth))]),
  )
  // Few of the optional ones at a time, so that one mistake does not hide behind another.
  const optional = properties.map(([key]) => key).filter((key) => !required.includes(key))
  const chosen = fc.subarray(optional, { maxLength: Math.min(optional.length, depth > 1 ? 1 : 3) })
  return chosen.chain((keys) => {
    const wanted = [...required, ...keys].map((key) => [key, fields[key] as Arbitrary<Json>] as const)
    return fc.record(Object.fromEntries(wanted)) as Arbitrary<Json>
  })
}

const meant = (key: string, field: Arbitrary<Json>): Arbitrary<Json> =>
  MEANT[key] === undefined
    ? field
    : fc.oneof({ arbitrary: fc.constantFrom(...MEANT[key]), weight: 4 }, { arbitrary: field, weight: 1 })

const fieldOf = (schema: Schema, depth: number): Arbitrary<Json> =>
  depth > DEEPEST ? fc.constant(null) : fc.constant(null).chain(() => fitting(schema, depth + 1))

const anyObject = ({ additionalProperties }: Schema, depth: number): Arbitrary<Json> => {
  const item =
    additionalProperties !== null && typeof additionalProperties === 'object' && depth < DEEPEST
      ? fitting(additionalProperties as Schema, depth + 1)
      : anything
  return fc.dictionary(fc.constantFrom('a', 'b', 'c-d'), item, { maxKeys: 2 }) as Arbitrary<Json>
}
