import { describe, expect, test } from 'vitest'
import { JsonText } from './json-text.ts'

describe('a text within an object', () => {
  test.each([
    [
      { count: 2, 'a "quoted" name': [1] },
      { results: [{ id: 'a' }], count: 2, 'a "quoted" name': [1] },
    ],
    [{}, { results: [{ id: 'a' }] }],
  ])('stands before %j', (others, whole) => {
    expect(new JsonText('[{"id":"a"}]').within('results', others).text).toBe(JSON.stringify(whole))
  })
})
