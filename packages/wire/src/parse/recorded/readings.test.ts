import { readFileSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { expect, test } from 'vitest'
import { DateTime, Duration, PlainDateTime, Uuid } from '../../schema.ts'
import Type from '../../type.ts'
import type { Problem } from '../issue.ts'
import { compileParser } from '../parser.ts'

interface RecordedReading {
  readonly kind: string
  readonly value: unknown
  readonly reading: string | number | boolean | Problem
}

const file = new URL('../../data/readings.json', import.meta.url)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as RecordedReading[]

const schemas: Readonly<Record<string, TSchema>> = {
  integer: Type.Integer(),
  number: Type.Number(),
  boolean: Type.Boolean(),
  uuid: Uuid(),
  duration: Duration(),
  'date-time': DateTime(),
  'plain-date-time': PlainDateTime(),
}

/** Reads one value where it stands among others; a value alone could not be null. */
function readingOf({ kind, value }: RecordedReading): unknown {
  const parsed = compileParser(Type.Unsafe<unknown[]>({ type: 'array', items: schemas[kind] }))([value])
  const [issue] = parsed.issues ?? []
  if (!issue) return parsed.value?.[0]
  const { type, msg, ctx } = issue
  return ctx === undefined ? { type, msg } : { type, msg, ctx }
}

test.each(
  recorded.map((entry) => ({
    ...entry,
    name: `${JSON.stringify(entry.value)?.slice(0, 60)} as ${entry.kind}`,
  })),
)('reads $name like the reference', (entry) => {
  expect(readingOf(entry)).toEqual(entry.reading)
})
