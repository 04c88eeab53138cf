import type { LimitKey } from '@reeve/database/queries/concurrency-limits/read-concurrency-limit'

const HEX_DIGITS_OF_A_UUID = /^[0-9a-f]{32}$/i

/** What a path names: an id if it reads as a UUID in any of its spellings, else a name. [F1] */
export function limitKey(idOrName: string): LimitKey {
  const digits = idOrName
    .replace(/^urn:/, '')
    .replace(/^uuid:/, '')
    .replace(/[{}-]/g, '')
  if (!HEX_DIGITS_OF_A_UUID.test(digits)) return { name: idOrName }
  return { id: digits.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') }
}
