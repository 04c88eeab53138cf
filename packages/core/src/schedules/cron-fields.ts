/** What one field of a cron line allows. */
export interface CronField {
  /** Null for all. */
  readonly values: ReadonlySet<number> | null
  /** Days of the week of which one in the month counts: the n-th, or the last. */
  readonly nth: readonly { readonly weekday: number; readonly n: number | 'last' }[]
  /** The last day of the month. */
  readonly last: boolean
}

/** The range of a field and the words in it. */
interface Range {
  readonly min: number
  readonly max: number
  readonly words?: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const RANGES = {
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  day: { min: 1, max: 31 },
  month: { min: 1, max: 12, words: MONTHS },
  weekday: { min: 0, max: 6, words: WEEKDAYS },
  second: { min: 0, max: 59 },
  year: { min: 1970, max: 2099 },
} as const satisfies Record<string, Range>

export type CronFieldName = keyof typeof RANGES

interface Collected {
  readonly values: Set<number>
  readonly nth: CronField['nth'][number][]
  last: boolean
}

/** How Sunday may be written: lines with seconds know no 7, as the reference has it. */
export type Sunday = '0' | '0 or 7'

/** A field from its text; undefined if it is none. [E3] */
export function parseCronField(name: CronFieldName, text: string, sunday: Sunday): CronField | undefined {
  const range: Range = RANGES[name]
  const collected: Collected = { values: new Set(), nth: [], last: false }
  if (text === '?' && (name === 'day' || name === 'weekday')) return { values: null, nth: [], last: false }
  const plain = name === 'weekday' && sunday === '0 or 7' ? sundayAsZero(text) : text
  for (const part of plain.split(',')) if (!addPart(name, part, collected)) return undefined
  const { values, nth, last } = collected
  // Days of the week are either all counted in the month or none.
  if (values.size > 0 && nth.some(({ n }) => n !== 'last')) return undefined
  const all = values.size === range.max - range.min + 1
  return { values: all ? null : values, nth, last }
}

/** `5-7` as `5-0`, which goes over the end of the week; steps and numbers within the month stay. */
const sundayAsZero = (text: string): string => text.replaceAll(/(?<![\w/#])(l?)0*7(?!\w)/g, '$10')

function addPart(name: CronFieldName, part: string, collected: Collected): boolean {
  if (name === 'day' && part === 'l') {
    collected.last = true
    return true
  }
  const special = name === 'weekday' ? SPECIAL_WEEKDAY.exec(part) : null
  if (special) return addWeekdays(special, collected)
  const values = expand(name, part)
  for (const value of values ?? []) collected.values.add(value)
  return values !== undefined
}

/** `l5` is the last Friday of the month, `5#2` the second, `mon-wed#1` the first Monday, Tuesday and Wednesday. */
const SPECIAL_WEEKDAY = /^(?:l(\d+)|(\w+|[a-z]+-[a-z]+)#(\d+))$/

function addWeekdays(
  [, last, days, nth]: readonly (string | undefined)[],
  { nth: found }: Collected,
): boolean {
  const weekdays = expand('weekday', last ?? days ?? '')
  const n = last === undefined ? Number(nth) : 'last'
  if (!weekdays || n === 0 || (n !== 'last' && n > 5)) return false
  for (const weekday of weekdays) found.push({ weekday, n })
  return true
}

/** The values of `*`, `a`, `a-b`, each with a step or without. */
function expand(name: CronFieldName, part: string): number[] | undefined {
  const range: Range = RANGES[name]
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part)
  if (!match) return undefined
  const [, all, from, to, stepText] = match
  const step = stepText === undefined ? 1 : Number(stepText)
  if (step < 1) return undefined
  if (all) return steps(range.min, range.max, step)
  const first = number(from ?? '', range)
  if (first === undefined) return undefined
  if (to === undefined && stepText === undefined) return [first]
  if (to === undefined) return steps(first === range.max ? range.min : first, range.max, step)
  const last = name === 'day' && to === 'l' ? range.max : number(to, range)
  if (last === undefined) return undefined
  // From a value to itself is all the way round.
  if (first === last) return steps(range.min, range.max, step)
  return first < last ? steps(first, last, step) : around(range, { first, last, step })
}

const steps = (first: number, last: number, step: number): number[] =>
  Array.from(
    { length: Math.max(0, Math.floor((last - first) / step) + 1) },
    (_, index) => first + index * step,
  )

/**
 * `22-2`: over the end of the range and on from its beginning. A step that would leave the range goes on as many
 * values after its beginning as the reference counts: one more than the step.
 */
const around = (
  { min, max }: Range,
  { first, last, step }: { readonly first: number; readonly last: number; readonly step: number },
): number[] => {
  const before = steps(first, max, step)
  const rest = max - (before.at(-1) ?? first)
  const skipped = step > rest + 1 ? step - rest : 0
  return [...before, ...steps(min + skipped, last, step)]
}

function number(text: string, { min, max, words }: Range): number | undefined {
  const word = words?.indexOf(text) ?? -1
  const value = word >= 0 ? word + min : /^\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}
