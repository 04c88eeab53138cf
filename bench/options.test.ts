import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('everything is measured unless told otherwise', () => {
  expect(readOptions([])).toMatchObject({
    sizes: [10_000, 1_000_000],
    databases: ['sqlite', 'postgresql'],
    rounds: 3,
  })
})

test('a quick run is small, and single options still count', () => {
  expect(readOptions(['--quick', '--sizes', '5000,7000'])).toMatchObject({
    sizes: [5000, 7000],
    databases: ['sqlite'],
    rounds: 1,
  })
})

test.each([
  [['--sizes', 'many'], '--sizes takes numbers above 0, not "many"'],
  [['--databases', 'oracle'], '--databases takes sqlite and postgresql, not "oracle"'],
])('%s is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message)
})
