/** Finds dates with a time in a text, in any of the forms that the API uses. */
export const TIMES = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?/g

/** Microseconds since 1970 of such a text, undefined if there is no such day or hour; without a zone it is UTC. */
export function microsecondsOfText(text: string): bigint | undefined {
  const match = /^(.{10})[T ](.{8})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text)
  const [, date, time, fraction = '', zone = 'Z'] = match ?? []
  const milliseconds = Date.parse(`${date}T${time}${zone}`)
  if (Number.isNaN(milliseconds)) return undefined
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0'))
}

/** The form that the API prints: `Z`, and six digits unless the fraction is zero. [L8] */
export function printTime(microseconds: bigint): string {
  const fraction = String(microseconds % 1_000_000n).padStart(6, '0')
  const whole = new Date(Number(microseconds / 1000n)).toISOString().slice(0, 19)
  return fraction === '000000' ? `${whole}Z` : `${whole}.${fraction}Z`
}
