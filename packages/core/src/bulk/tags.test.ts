import { expect, test } from 'vitest'
import { withoutTags, withTags } from './tags.ts'

test('tags keep their order, and each is there once', () => {
  expect(withTags(['b', 'a'], ['c', 'a', 'c'])).toEqual(['b', 'a', 'c'])
  expect(withoutTags(['b', 'a', 'c'], ['c', 'b', 'x'])).toEqual(['a'])
})
