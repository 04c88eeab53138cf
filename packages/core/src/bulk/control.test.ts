import type { BulkOperationStatus } from '@reeve/wire'
import { expect, test } from 'vitest'
import { type BulkControl, statusAfter } from './control.ts'

const cases: [BulkControl, BulkOperationStatus, boolean, BulkOperationStatus | undefined][] = [
  ['pause', 'pending', false, 'paused'],
  ['pause', 'running', true, 'paused'],
  ['pause', 'paused', true, 'paused'],
  ['resume', 'paused', true, 'running'],
  ['resume', 'paused', false, 'pending'],
  ['resume', 'running', true, 'running'],
  ['resume', 'pending', false, 'pending'],
  ['cancel', 'pending', false, 'cancelled'],
  ['cancel', 'running', true, 'cancelled'],
  ['cancel', 'paused', true, 'cancelled'],
  ['pause', 'completed', true, undefined],
  ['resume', 'cancelled', true, undefined],
  ['cancel', 'failed', true, undefined],
]

test.each(cases)('%s of one that is %s (started: %j) makes it %s', (control, status, hasStarted, after) => {
  expect(statusAfter(control, { status, hasStarted })).toBe(after)
})
