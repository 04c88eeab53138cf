/** Ids that tell their order, and numbers that repeat from run to run. */
export interface SequentialIds {
  next(): string
  random(): number
}

const LAST_PREFIX = 0xffff

/**
 * Ids `00000001-0000-7000-8000-000000000001`, counting up; another `prefix` gives ids that do not meet these.
 * The numbers are uniform in [0, 1), the same in each run.
 */
export function sequentialIds(prefix = 1): SequentialIds {
  if (prefix > LAST_PREFIX) throw new RangeError(`The prefix of ids is at most ${LAST_PREFIX}`)
  let count = 0
  let seed = prefix
  return {
    next() {
      count += 1
      return `${prefix.toString(16).padStart(8, '0')}-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
    },
    random() {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed / 2 ** 32
    },
  }
}
