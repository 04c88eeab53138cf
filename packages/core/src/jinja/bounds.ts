import { TemplateFailure } from './values.ts'

/** The longest text or list that a template makes: what it is for is a line or a page. */
const LARGEST = 1_000_000
/** The most bits of an integer. */
const MOST_BITS = 100_000
/** Below this no product comes near that. */
const SMALL = 2n ** 64n
/** So many times a template may go through a body of statements: some tenths of a second. */
const MOST_STEPS = 200_000

/** Throws: a result would take more room than a template may. */
export const tooLarge = (): never => {
  throw new TemplateFailure('OverflowError', `Result too big. Templates make at most ${LARGEST} of anything.`)
}

/** Throws if a text or list of this length is more than a template may make. */
export function requireRoom(length: number): void {
  if (length > LARGEST) tooLarge()
}

/** Throws if a power or product of these would be more than a template may make. */
export function requireBits(left: bigint, right: bigint, how: 'product' | 'power'): void {
  if (how === 'product' && isSmall(left) && isSmall(right)) return
  const bits = how === 'power' ? BigInt(bitsOf(left)) * right : BigInt(bitsOf(left) + bitsOf(right))
  if (bits > BigInt(MOST_BITS)) tooLarge()
}

const isSmall = (number: bigint): boolean => -SMALL < number && number < SMALL
const bitsOf = (number: bigint): number => number.toString(16).length * 4

/** Texts one behind the other. Stops reading them where they become too long together. */
export function joinTexts(texts: Iterable<string>, separator = ''): string {
  let joined = ''
  let isFirst = true
  for (const text of texts) {
    joined += isFirst ? text : separator + text
    isFirst = false
    requireRoom(joined.length)
  }
  return joined
}

/** Counts what a template does. */
export class Budget {
  #left = MOST_STEPS

  /** Throws if a template has done all that it may. */
  spend(): void {
    this.#left--
    if (this.#left < 0) {
      throw new TemplateFailure(
        'OverflowError',
        `Too much to do. Templates go through ${MOST_STEPS} steps at most.`,
      )
    }
  }
}
