import type { Json } from '@reeve/wire'
import fc, { type Arbitrary } from 'fast-check'
import { anything } from './values.ts'

/** Changes one place of a value so that it may no longer fit its schema. */
export const withMistake = (value: Json): Arbitrary<Json> =>
  fc.oneof(
    { arbitrary: fc.tuple(fc.nat(), anything).map(([at, other]) => replaced(value, at, other)), weight: 4 },
    { arbitrary: fc.nat().map((at) => withoutOne(value, at)), weight: 2 },
    { arbitrary: fc.nat().map((at) => withOneMore(value, at)), weight: 2 },
    { arbitrary: anything, weight: 1 },
  )

type Path = readonly (string | number)[]

/** All places within a value, itself left out. */
function placesOf(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return []
  const keys = Array.isArray(value) ? value.keys().toArray() : Object.keys(value)
  return keys.flatMap((key) => {
    const child = (value as Record<string | number, Json>)[key] as Json
    return [[...path, key], ...placesOf(child, [...path, key])]
  })
}

const choose = (places: readonly Path[], at: number): Path | undefined =>
  places[at % Math.max(places.length, 1)]

function replaced(value: Json, at: number, other: Json): Json {
  const place = choose(placesOf(value), at)
  return place ? changed(value, place, () => other) : other
}

function withoutOne(value: Json, at: number): Json {
  const place = choose(placesOf(value), at)
  return place ? changed(value, place, () => undefined) : null
}

/** Adds an unknown key to one of the objects. */
function withOneMore(value: Json, at: number): Json {
  const objects = [[], ...placesOf(value)].filter((place) => isRecord(valueAtPlace(value, place)))
  const place = choose(objects, at)
  return place ? changed(value, place, (found) => ({ ...(found as object), surplus: 1 })) : value
}

const isRecord = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAtPlace = (value: Json, place: Path): Json | undefined =>
  place.reduce<Json | undefined>((found, key) => (found as Record<string | number, Json>)[key], value)

function changed(value: Json, [key, ...rest]: Path, change: (found: Json) => Json | undefined): Json {
  if (key === undefined) return change(value) ?? null
  const copy = structuredClone(value) as Record<string | number, Json>
  const next = rest.length === 0 ? change(copy[key] as Json) : changed(copy[key] as Json, rest, change)
  if (next !== undefined) copy[key] = next
  else if (Array.isArray(copy)) copy.splice(Number(key), 1)
  else delete copy[key]
  return copy as Json
}
