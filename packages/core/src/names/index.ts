import { ADJECTIVES, NOUNS } from './words.ts'

const pick = (words: readonly string[], random: () => number): string =>
  words[Math.floor(random() * words.length)] as string

/** A name for a run that came without one: `adjective-noun`. `random` is uniform in [0, 1). [C5] */
export const generateName = (random: () => number): string =>
  `${pick(ADJECTIVES, random)}-${pick(NOUNS, random)}`
