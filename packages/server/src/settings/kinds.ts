import { openFernet } from '../encryption/fernet.ts'

/** What a setting may hold: how its text is read and what to say when it cannot be. */
export interface Kind<T> {
  /** Completes "expected …". */
  readonly expects: string
  /** Its value is never printed. */
  readonly secret?: true
  /** The value of a text (from the environment) or of a TOML value; undefined if it is malformed. */
  read(raw: unknown): T | undefined
  /** How the settings tree shows a value; as it is where absent. */
  print?(value: T): unknown
}

const TRUE = new Set(['1', 'true', 't', 'yes', 'y', 'on'])
const FALSE = new Set(['0', 'false', 'f', 'no', 'n', 'off'])

function readBoolean(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw
  const word = String(raw).toLowerCase()
  if (TRUE.has(word)) return true
  return FALSE.has(word) ? false : undefined
}

function readNumber(raw: unknown): number | undefined {
  if (typeof raw === 'number') return raw
  if (typeof raw !== 'string' || raw.trim() === '') return undefined
  const value = Number(raw)
  return Number.isFinite(value) ? value : undefined
}

const SECONDS_OF = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const
type DurationUnit = keyof typeof SECONDS_OF

const ISO_DURATION =
  /^(?<sign>[+-])?P(?:(?<weeks>[\d.]+)W)?(?:(?<days>[\d.]+)D)?(?:T(?:(?<hours>[\d.]+)H)?(?:(?<minutes>[\d.]+)M)?(?:(?<seconds>[\d.]+)S)?)?$/i
const CLOCK_DURATION =
  /^(?<sign>[+-])?(?:(?<days>\d+) days?,? )?(?<hours>\d+):(?<minutes>\d\d)(?::(?<seconds>\d\d(?:\.\d+)?))?$/i

/** Seconds of a duration: a number, ISO 8601 (`PT1H30M`) or a clock (`2 days, 1:30:00`); undefined if malformed. */
export function readDuration(raw: unknown): number | undefined {
  const plain = readNumber(raw)
  if (plain !== undefined || typeof raw !== 'string') return plain
  const groups = (ISO_DURATION.exec(raw) ?? CLOCK_DURATION.exec(raw))?.groups
  if (!groups) return undefined
  const units = (Object.keys(SECONDS_OF) as DurationUnit[]).filter((unit) => groups[unit] !== undefined)
  if (units.length === 0) return undefined
  const seconds = units.reduce((sum, unit) => sum + Number(groups[unit]) * SECONDS_OF[unit], 0)
  if (Number.isNaN(seconds)) return undefined
  return groups.sign === '-' ? -seconds : seconds
}

/** ISO 8601, as Python's pydantic writes it: days, then hours, minutes and seconds. */
export function printDuration(seconds: number): string {
  const magnitude = Math.abs(seconds)
  const days = Math.floor(magnitude / SECONDS_OF.days)
  const hours = Math.floor((magnitude % SECONDS_OF.days) / SECONDS_OF.hours)
  const minutes = Math.floor((magnitude % SECONDS_OF.hours) / SECONDS_OF.minutes)
  const rest = Number((magnitude % SECONDS_OF.minutes).toFixed(6))
  const clock = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`
  const date = days ? `${days}D` : ''
  return `${seconds < 0 ? '-' : ''}P${date}${clock || !date ? `T${clock || '0S'}` : ''}`
}

function readList(raw: unknown): string[] | undefined {
  if (Array.isArray(raw)) return raw.every((item) => typeof item === 'string') ? raw : undefined
  if (typeof raw !== 'string') return undefined
  if (raw.trim().startsWith('[')) return readList(parseJson(raw))
  return raw
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Limits of a number: at least `ge`, at most `le`, more than `gt`. */
export interface Bounds {
  readonly ge?: number
  readonly le?: number
  readonly gt?: number
}

function within(value: number | undefined, { ge, le, gt }: Bounds): number | undefined {
  if (value === undefined) return undefined
  const allowed = value >= (ge ?? -Infinity) && value <= (le ?? Infinity) && (gt === undefined || value > gt)
  return allowed ? value : undefined
}

function describe(what: string, { ge, le, gt }: Bounds): string {
  const limits = [
    gt === undefined ? '' : `above ${gt}`,
    ge === undefined ? '' : `at least ${ge}`,
    le === undefined ? '' : `at most ${le}`,
  ].filter((limit) => limit !== '')
  return limits.length === 0 ? what : `${what}, ${limits.join(' and ')}`
}

export const boolean: Kind<boolean> = { expects: 'true or false', read: readBoolean }

export const integer = (bounds: Bounds = {}): Kind<number> => ({
  expects: describe('a whole number', bounds),
  read(raw) {
    const value = within(readNumber(raw), bounds)
    return Number.isInteger(value) ? value : undefined
  },
})

export const number = (bounds: Bounds = {}): Kind<number> => ({
  expects: describe('a number', bounds),
  read: (raw) => within(readNumber(raw), bounds),
})

/** Seconds. */
export const duration = (bounds: Bounds = {}): Kind<number> => ({
  expects: describe('a duration: seconds, ISO 8601 such as PT1H30M, or [D days, ]H:MM:SS', bounds),
  read: (raw) => within(readDuration(raw), bounds),
  print: printDuration,
})

export const text: Kind<string> = {
  expects: 'a text',
  read: (raw) => (typeof raw === 'object' || raw === undefined ? undefined : String(raw)),
}

/** A text that is never printed. */
export const secret: Kind<string> = { ...text, secret: true }

/** A key of Fernet; empty is none. */
export const fernetKey: Kind<string> = {
  expects: '32 bytes in base64 for URLs',
  secret: true,
  read: (raw) => (raw === '' || openFernet(String(raw)) ? String(raw) : undefined),
}

/** A path; `~` is the user's home. */
export const path: Kind<string> = { ...text, expects: 'a path' }

export const oneOf = <const T extends string>(...choices: readonly T[]): Kind<T> => ({
  expects: `one of ${choices.join(', ')}`,
  read: (raw) => choices.find((choice) => choice.toLowerCase() === String(raw).toLowerCase()),
})

export const list: Kind<readonly string[]> = { expects: 'names separated by commas', read: readList }

/** A switch that may also name what it switches on. */
export const namesOrBoolean = (...names: readonly string[]): Kind<readonly string[] | boolean> => ({
  expects: `true, false or names of ${names.join(', ')} separated by commas`,
  read(raw) {
    const value = raw === '' ? false : (readBoolean(raw) ?? readList(raw))
    return Array.isArray(value) && value.some((name) => !names.includes(name)) ? undefined : value
  },
})

/** An object, as a TOML table or as JSON, whose values are all of one kind. */
export const mapOf = <T>(kind: Kind<T>): Kind<Readonly<Record<string, T>>> => ({
  expects: `a JSON object, each value ${kind.expects}`,
  read(raw) {
    const object = typeof raw === 'string' ? parseJson(raw) : raw
    if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined
    const entries = Object.entries(object).map(([key, value]) => [key, kind.read(value)] as const)
    return entries.some(([, value]) => value === undefined)
      ? undefined
      : (Object.fromEntries(entries) as Record<string, T>)
  },
  print: (map) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, kind.print?.(value) ?? value])),
})

/** What only clients read: kept as it was written. */
export const anything: Kind<unknown> = { expects: 'any value', read: (raw) => raw }
