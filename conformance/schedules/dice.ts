/** Repeatable chance. */
export interface Dice {
  /** A whole number from `min` to `max`, both included. */
  number(min: number, max: number): number
  pick<T>(list: readonly T[]): T
  /** True once in `times`. */
  once(times: number): boolean
}

/** The same dice for the same seed: a linear congruence and a mix of its bits (SplitMix). */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const number = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    number,
    pick: (list) => list[number(0, list.length - 1)] as (typeof list)[number],
    once: (times) => number(1, times) === 1,
  }
}
