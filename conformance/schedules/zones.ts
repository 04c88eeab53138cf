import { readFileSync } from 'node:fs'

/** A change of the offset of a zone: when, and to what, in seconds. */
export type Change = readonly [time: number, offset: number]

/** What a zone does: its offset in 1970 and the changes since then. */
export type Zone = readonly [begin: number, changes: readonly Change[]]

/** As far as changes are known: after all times that cases can reach. */
const LAST = Temporal.Instant.from('2100-01-01T00:00:00Z')

const openapi = new URL('../contract/openapi.json', import.meta.url)

/** Every time zone of the contract. */
export function zoneNames(): string[] {
  const document = JSON.parse(readFileSync(openapi, 'utf8'))
  const { anyOf } = document.components.schemas.RRuleSchedule.properties.timezone
  const { pattern } = anyOf.find((one: { pattern?: string }) => one.pattern) as { pattern: string }
  return pattern.split('|').filter((name) => isKnown(name))
}

/** Some names stand for no place: `Factory`, `localtime`. */
function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What a zone does by the data of this process. */
export function zoneOf(name: string): Zone {
  let at = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
  const begin = at.offsetNanoseconds / 1e9
  const changes: Change[] = []
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || Temporal.Instant.compare(next.toInstant(), LAST) > 0) return [begin, changes]
    changes.push([next.epochMilliseconds / 1000, next.offsetNanoseconds / 1e9])
    at = next
  }
}
