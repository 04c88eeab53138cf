import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateName } from './index.ts'
import { ADJECTIVES, NOUNS } from './words.ts'

test('a generated name is an adjective and a noun, whatever the randomness', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const [adjective, noun, ...rest] = generateName(() => random).split('-')
      expect(ADJECTIVES).toContain(adjective)
      expect(NOUNS).toContain(noun)
      expect(rest).toEqual([])
    }),
  )
})

test('no word stands twice in its list', () => {
  expect(new Set(ADJECTIVES).size).toBe(ADJECTIVES.length)
  expect(new Set(NOUNS).size).toBe(NOUNS.length)
})
