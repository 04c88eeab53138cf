import { parseJson, toMicroseconds } from '@reeve/wire'
import type pg from 'pg'
import { IntervalParam, JsonParam } from '../parameters.ts'

/** A parameter as pg takes it: arrays become PostgreSQL's arrays, so JSON must come marked. */
export function encode(value: unknown): unknown {
  if (value instanceof JsonParam) return value.value === null ? null : JSON.stringify(value.value)
  if (value instanceof IntervalParam) return intervalText(value.seconds)
  return value
}

/** A duration as PostgreSQL reads it, to the microsecond. */
export const intervalText = (seconds: number): string => `${seconds.toFixed(6)} seconds`

/** `2024-01-01 00:00:00.5+00`, as a session in UTC writes it, to the canonical text of 26 characters. */
function readInstant(text: string): string {
  const plain = text.endsWith('+00') ? text.slice(0, -3) : text
  return plain.length === 19 ? `${plain}.000000` : plain.padEnd(26, '0')
}

const INTERVAL =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:(-)?(\d+):(\d\d):(\d\d(?:\.\d+)?))?$/

const SECONDS_PER_DAY = 86_400

/** An interval in PostgreSQL's own style to seconds; months and years count as PostgreSQL's `epoch` counts them. */
export function readInterval(text: string): number {
  const match = INTERVAL.exec(text.replaceAll('+', ''))
  if (!match) throw new TypeError(`Cannot read "${text}" as an interval`)
  const days = Number(match[1] ?? 0) * 365.25 + Number(match[2] ?? 0) * 30 + Number(match[3] ?? 0)
  const time = Number(match[5] ?? 0) * 3600 + Number(match[6] ?? 0) * 60 + Number(match[7] ?? 0)
  return toMicroseconds(days * SECONDS_PER_DAY + (match[4] ? -time : time))
}

/** How the text of each type is read, by its OID; other types stay text. */
const READERS: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  20: Number,
  21: Number,
  23: Number,
  114: parseJson,
  700: Number,
  701: Number,
  1114: readInstant,
  1184: readInstant,
  1186: readInterval,
  1700: Number,
  3802: parseJson,
}

const asIs = (text: string) => text

/** The readers in the form that pg asks for. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => READERS[oid] ?? asIs,
}
