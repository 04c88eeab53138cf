import type { Problem } from './issue.ts'
import { isPlainObject } from './objects.ts'
import { FAILED, type Reader, type Run } from './reader.ts'

const DICT_TYPE: Problem = { type: 'dict_type', msg: 'Input should be a valid dictionary' }
const TUPLE_TYPE: Problem = { type: 'tuple_type', msg: 'Input should be a valid tuple' }
const MISSING: Problem = { type: 'missing', msg: 'Field required' }

/** What a list may be called in errors. */
export type ListKind = 'list' | 'set' | 'sequence'

const LIST_PROBLEMS = {
  list: { type: 'list_type', msg: 'Input should be a valid list' },
  set: { type: 'set_type', msg: 'Input should be a valid set' },
  sequence: {
    type: 'is_instance_of',
    msg: 'Input should be an instance of Sequence',
    ctx: { class: 'Sequence' },
  },
} as const satisfies Record<ListKind, Problem>

/** Reads lists; of a set each value is kept once. */
export function listReader(items: Reader, kind: ListKind): Reader {
  return (input, run) => {
    if (!Array.isArray(input)) return run.fail(input, listProblem(input, kind))
    const values = readItems(input, items, run)
    if (values === FAILED || kind !== 'set') return values
    return [...new Set(values)]
  }
}

const listProblem = (input: unknown, kind: ListKind): Problem =>
  kind === 'sequence' && typeof input === 'string' ? STRING_FOR_SEQUENCE : LIST_PROBLEMS[kind]

const STRING_FOR_SEQUENCE: Problem = {
  type: 'sequence_str',
  msg: "'str' instances are not allowed as a Sequence value",
  ctx: { type_name: 'str' },
}

function readItems(input: readonly unknown[], items: Reader, run: Run): unknown[] | typeof FAILED {
  const values: unknown[] = []
  let failed = false
  for (let index = 0; index < input.length; index++) {
    const before = run.failures
    const value = items(input[index], run)
    if (value === FAILED) {
      run.locate(before, index)
      failed = true
      if (run.isHopeless) break
    } else values.push(value)
  }
  return failed ? FAILED : values
}

/** Reads lists of a fixed number of values, each with its own reader. */
export function tupleReader(members: readonly Reader[]): Reader {
  return (input, run) => {
    if (!Array.isArray(input)) return run.fail(input, TUPLE_TYPE)
    if (input.length > members.length) return run.fail(input, tooManyMembers(members.length, input.length))
    const values: unknown[] = []
    const start = run.failures
    for (const [index, member] of members.entries()) {
      const before = run.failures
      values.push(index < input.length ? member(input[index], run) : run.fail(input, MISSING))
      run.locate(before, index)
    }
    return run.failures > start ? FAILED : values
  }
}

const tooManyMembers = (max: number, actual: number): Problem => ({
  type: 'too_long',
  msg: `Tuple should have at most ${max} items after validation, not ${actual}`,
  ctx: { field_type: 'Tuple', max_length: max, actual_length: actual },
})

/** Reads objects that nobody looks into. */
export const freeObjectReader: Reader = (input, run) =>
  isPlainObject(input) ? input : run.fail(input, DICT_TYPE)

/** Reads objects with values of one shape under any keys. */
export function dictionaryReader(values: Reader): Reader {
  return (input, run) => {
    if (!isPlainObject(input)) return run.fail(input, DICT_TYPE)
    const entries: [string, unknown][] = []
    const start = run.failures
    for (const key of Object.keys(input)) {
      const before = run.failures
      entries.push([key, values(input[key], run)])
      run.locate(before, key)
      if (run.isHopeless) break
    }
    // fromEntries defines own properties, also for a key such as "__proto__"
    return run.failures > start ? FAILED : Object.fromEntries(entries)
  }
}
