import type { Dice } from './dice.ts'

type Clock = Temporal.PlainDateTime

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** How long ago a rule of this frequency may have begun, in hours: the reference goes through all times since. */
const REACH = {
  YEARLY: 24 * 2000,
  MONTHLY: 24 * 2000,
  WEEKLY: 24 * 2000,
  DAILY: 24 * 700,
  HOURLY: 24 * 60,
  MINUTELY: 30,
  SECONDLY: 2,
} as const

type Frequency = keyof typeof REACH

const FREQUENCIES: readonly Frequency[] = [
  ...(['YEARLY', 'MONTHLY', 'MONTHLY', 'WEEKLY', 'WEEKLY', 'DAILY', 'DAILY', 'HOURLY'] as const),
  ...(['MINUTELY', 'SECONDLY'] as const),
]

/** A random recurrence that often meets this clock reading: a rule, or a set of rules and times. */
export function recurrence(d: Dice, near: Clock): string {
  const frequency = d.pick(FREQUENCIES)
  const begin = rounded(d, near.subtract({ hours: d.number(-4, REACH[frequency]) }))
  const lines = [`DTSTART:${print(begin)}`, `RRULE:${rule(d, frequency, near)}`]
  if (d.once(8)) lines.push(`RRULE:${rule(d, 'DAILY', near)}`)
  if (d.once(8)) lines.push(`EXRULE:${rule(d, d.pick(['DAILY', 'WEEKLY', 'HOURLY']), near)}`)
  if (d.once(6)) lines.push(`EXDATE:${times(d, begin, near)}`)
  if (d.once(6)) lines.push(`RDATE:${times(d, begin, near)}`)
  return lines.join('\n')
}

const rounded = (d: Dice, clock: Clock): Clock => {
  const onTheMinute = clock.with({ second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  return d.once(3) ? onTheMinute : onTheMinute.with({ minute: d.pick([0, 0, 15, 30]) })
}

/** `20240311T093000` */
const print = (clock: Clock): string => clock.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')

/** Some of what a daily rule from `begin` gives, and some other times. */
function times(d: Dice, begin: Clock, near: Clock): string {
  const daily = Array.from({ length: d.number(1, 4) }, () =>
    near
      .with({ hour: begin.hour, minute: begin.minute, second: begin.second })
      .add({ days: d.number(-1, 4) }),
  )
  const others = Array.from({ length: d.number(0, 3) }, () =>
    rounded(d, near.add({ minutes: d.number(-300, 3000) })),
  )
  return [...daily, ...others].map(print).join(',')
}

const some = (d: Dice, min: number, max: number): string =>
  [...new Set(Array.from({ length: d.number(1, 3) }, () => d.number(min, max)))].join(',')

/** A rule with random parts; some parts make rules of some frequencies that hardly ever come. */
function rule(d: Dice, frequency: Frequency, near: Clock): string {
  const parts = [`FREQ=${frequency}`]
  const add = (times: number, part: () => string) => {
    if (d.once(times)) parts.push(part())
  }
  add(2, () => `INTERVAL=${d.pick([1, 2, 2, 3, 5, 7, 12, 24, 90])}`)
  add(8, () => `COUNT=${d.number(1, 400)}`)
  if (!parts.some((part) => part.startsWith('COUNT')))
    add(6, () => `UNTIL=${print(near.add({ hours: d.number(0, 300) }))}`)
  add(12, () => `WKST=${d.pick(WEEKDAYS)}`)
  for (const part of calendarParts(d, frequency)) add(9, () => part)
  add(
    5,
    () => `BYHOUR=${d.once(2) ? some(d, 0, 23) : [(near.hour + d.number(0, 3)) % 24, near.hour].join(',')}`,
  )
  add(8, () => `BYMINUTE=${d.pick(['0', '0,30', '15', '5,50'])}`)
  add(20, () => `BYSECOND=${d.pick(['0', '30', '0,59'])}`)
  if (parts.some((part) => part.startsWith('BY')) && isLong(frequency))
    add(9, () => `BYSETPOS=${d.pick(['1', '-1', '1,-1', '2', '-2'])}`)
  return parts.join(';')
}

const isLong = (frequency: Frequency): boolean => ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'].includes(frequency)

function calendarParts(d: Dice, frequency: Frequency): string[] {
  const counted = frequency === 'MONTHLY' || frequency === 'YEARLY'
  const weekday = () => d.pick(WEEKDAYS)
  const nth = () => `${d.pick([1, 2, 3, 4, 5, -1, -2])}${weekday()}`
  return [
    `BYDAY=${counted && d.once(2) ? nth() : [...new Set([weekday(), weekday(), weekday()])].join(',')}`,
    `BYMONTHDAY=${d.pick(['1', '-1', '15', '31', '13,-2', '28,29,30'])}`,
    `BYMONTH=${some(d, 1, 12)}`,
    ...(frequency === 'YEARLY' ? [`BYWEEKNO=${d.pick(['1', '13', '44', '53', '-1'])}`] : []),
    ...(frequency === 'YEARLY' ? [`BYYEARDAY=${d.pick(['1', '90', '300', '366', '-1', '100,-66'])}`] : []),
  ]
}
