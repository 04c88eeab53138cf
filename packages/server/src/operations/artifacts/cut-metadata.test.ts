import { expect, test } from 'vitest'
import { cutMetadata } from './cut-metadata.ts'

test('values of up to 500 characters are kept, longer ones are cut and marked', () => {
  const metadata = { exact: 'x'.repeat(500), long: 'y'.repeat(501) }
  expect(cutMetadata(metadata)).toEqual({ exact: 'x'.repeat(500), long: `${'y'.repeat(500)}...` })
})

test('characters outside the basic plane count once and are never cut in half', () => {
  expect(cutMetadata({ emoji: '🦉'.repeat(500) })).toEqual({ emoji: '🦉'.repeat(500) })
  expect(cutMetadata({ emoji: '🦉'.repeat(501) })).toEqual({ emoji: `${'🦉'.repeat(500)}...` })
})

test('no metadata stays none', () => {
  expect(cutMetadata(null)).toBeNull()
})
