import { isWrittenNumber, type Json } from '@reeve/wire'

/** NUL and halves of surrogate pairs, as JSON spells them; also matches texts that merely talk of them. */
const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** Whether a JSON text may hold characters that PostgreSQL stores nowhere. */
export const mayBeUnstorable = (text: string): boolean => UNSTORABLE.test(text)

/** A copy without NUL and with halves of surrogate pairs replaced, in values and keys alike. */
export function storable<T>(value: T): T
export function storable(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map((item) => storable(item))
  if (value === null || typeof value !== 'object' || isWrittenNumber(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)]))
}
