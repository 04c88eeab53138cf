import { expect, test } from 'vitest'
import { addOutcomes, type BulkOutcome, doneOf, NO_TALLY } from './tally.ts'

const aborted = (reason: string): BulkOutcome => ({ status: 'ABORT', reason })

test('outcomes are counted by their status, and each of them as done', () => {
  const outcomes: BulkOutcome[] = (['ACCEPT', 'REJECT', 'WAIT', 'ABORT', 'FAILED', 'SKIPPED'] as const).map(
    (status) => ({ status, reason: null }),
  )
  const tally = addOutcomes(addOutcomes(NO_TALLY, outcomes), outcomes)
  expect(tally).toMatchObject({ accepted: 2, rejected: 2, waiting: 2, aborted: 2, failed: 2, skipped: 2 })
  expect(doneOf(tally)).toBe(12)
})

test('equal reasons are counted together, what was accepted or passed over has none', () => {
  const tally = addOutcomes(NO_TALLY, [
    aborted('a'),
    { status: 'REJECT', reason: 'a' },
    { status: 'ACCEPT', reason: null },
    aborted('a'),
    { status: 'SKIPPED', reason: null },
  ])
  expect(tally.reasons).toEqual([
    { status: 'ABORT', reason: 'a', count: 2 },
    { status: 'REJECT', reason: 'a', count: 1 },
  ])
})

test('reasons that differ from run to run do not grow without end', () => {
  const outcomes = Array.from({ length: 1_000 }, (_, index) => aborted(`run ${index}`))
  const { reasons } = addOutcomes(NO_TALLY, outcomes)
  expect(reasons).toHaveLength(21)
  expect(reasons.at(-1)).toEqual({ status: null, reason: null, count: 980 })
  expect(addOutcomes({ ...NO_TALLY, reasons }, [aborted('run 3')]).reasons[3]?.count).toBe(2)
})

test('a tally that is added to stays as it was', () => {
  const before = addOutcomes(NO_TALLY, [aborted('a')])
  addOutcomes(before, [aborted('a')])
  expect(before).toMatchObject({ aborted: 1, reasons: [{ count: 1 }] })
})
