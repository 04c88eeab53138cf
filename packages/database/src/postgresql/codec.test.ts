import { expect, test } from 'vitest'
import { readInterval } from './codec.ts'

test.each([
  ['00:00:02.420123', 2.420123],
  ['00:01:02.420123', 62.420123],
  ['1 day 02:00:00', 93_600],
  ['-00:00:00.000001', -0.000001],
  ['1 mon', 2_592_000],
])('the interval %s is %d seconds, as the float nearest to it', (text, seconds) => {
  expect(readInterval(text)).toBe(seconds)
})
