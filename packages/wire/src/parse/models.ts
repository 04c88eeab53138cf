import type { Problem } from './issue.ts'
import { isEmpty, isPlainObject } from './objects.ts'
import { FAILED, type Reader, type Run } from './reader.ts'

const NOT_A_MODEL: Problem = {
  type: 'model_attributes_type',
  msg: 'Input should be a valid dictionary or object to extract fields from',
}
const MISSING: Problem = { type: 'missing', msg: 'Field required' }
const EXTRA: Problem = { type: 'extra_forbidden', msg: 'Extra inputs are not permitted' }

/** One field of a shape. */
export interface Field {
  readonly name: string
  readonly read: Reader
  /** Makes the value of a field that was not sent; absent where it must be sent or may stay away. */
  readonly fill: ((run: Run) => unknown) | undefined
  readonly required: boolean
  /** Whether null, "", 0, false, [] and {} count as not sent. */
  readonly emptyIsAbsent: boolean
}

/** What happens to keys that the shape does not name. */
export type UnknownKeys = 'refuse' | 'drop' | 'keep'

type Values = Record<string, unknown>

/** Reads an object field by field and fills in what was not sent. */
export function modelReader(fields: readonly Field[], unknownKeys: UnknownKeys): Reader {
  const names = new Set(fields.map(({ name }) => name))
  return (input, run) => {
    if (!isPlainObject(input)) return run.fail(input, NOT_A_MODEL)
    const start = run.failures
    const values: Values = {}
    let sent = 0
    for (const field of fields) {
      const raw = input[field.name]
      if (raw !== undefined) sent++
      if (raw !== undefined && !(field.emptyIsAbsent && isEmpty(raw))) readField(field, raw, { values, run })
      else if (field.required) failAt(field.name, { input, problem: MISSING, run })
      else if (field.fill) values[field.name] = field.fill(run)
    }
    const unknown = unknownKeys === 'drop' ? [] : Object.keys(input).filter((key) => !names.has(key))
    for (const key of unknown) {
      if (unknownKeys === 'refuse') failAt(key, { input: input[key], problem: EXTRA, run })
      else Object.defineProperty(values, key, { ...OWN, value: input[key] })
    }
    run.converted()
    run.countFields(sent + unknown.length)
    return run.failures > start ? FAILED : values
  }
}

// defined, not assigned: the key may be "__proto__"
const OWN = { configurable: true, enumerable: true, writable: true } as const

function readField({ name, read }: Field, raw: unknown, { values, run }: { values: Values; run: Run }): void {
  const before = run.failures
  const value = read(raw, run)
  if (value === FAILED) run.locate(before, name)
  else values[name] = value
}

function failAt(key: string, { input, problem, run }: { input: unknown; problem: Problem; run: Run }): void {
  const before = run.failures
  run.fail(input, problem)
  run.locate(before, key)
}

/**
 * Reads a body made of several parameters, or the parameters of a query: each on its own, null like not sent, and
 * a body that is no object lacks all of them, even those with a default.
 */
export function parametersReader(fields: readonly Field[]): Reader {
  return (input, run) => {
    const start = run.failures
    const values: Values = {}
    const sent = input === undefined || input === null ? {} : input
    for (const field of fields) {
      const raw = isPlainObject(sent) ? (sent[field.name] ?? undefined) : undefined
      if (raw !== undefined) readField(field, raw, { values, run })
      else if (field.required || !isPlainObject(sent))
        failAt(field.name, { input: null, problem: MISSING, run })
      else if (field.fill) values[field.name] = field.fill(run)
    }
    return run.failures > start ? FAILED : values
  }
}
