import { isIPv4, isIPv6 } from 'node:net'
import { isRegex } from './pattern.ts'

/** A check that lets everything but texts pass. */
const forTexts =
  (holds: (text: string) => boolean) =>
  (value: unknown): boolean =>
    typeof value !== 'string' || holds(value)

const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match || match[1] === '0000') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const isDateTime = (text: string): boolean =>
  /^.{10}[T ]/i.test(text) && isDate(text.slice(0, 10)) && TIME.test(text.slice(11))

/** The formats that the reference checks where it collects errors; all others pass. [K3] */
export const FORMATS: Readonly<Record<string, (value: unknown) => boolean>> = {
  date: forTexts(isDate),
  time: forTexts((text) => TIME.test(text)),
  'date-time': forTexts(isDateTime),
  email: forTexts((text) => text.includes('@')),
  'idn-email': forTexts((text) => text.includes('@')),
  ipv4: forTexts(isIPv4),
  ipv6: forTexts((text) => isIPv6(text) && !text.includes('%')),
  regex: forTexts(isRegex),
  uuid: forTexts((text) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)),
  'json-pointer': forTexts((text) => /^(\/([^~/]|~[01])*)*$/.test(text)),
  'relative-json-pointer': forTexts((text) => /^(0|[1-9]\d*)(#|(\/([^~/]|~[01])*)*)$/.test(text)),
}
