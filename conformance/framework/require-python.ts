import { beforeAll, beforeEach } from 'vitest'
import { missingPython } from './reference-python.ts'

const missing = missingPython()

/** Whether the tests that run the pinned client can run here. */
export const hasPython = missing === undefined

/** Skips the tests of the suite, by name, where the pinned client cannot run; fails them if nothing may be skipped. */
export function requirePython(): void {
  beforeAll(() => {
    if (missing !== undefined && process.env.REEVE_REQUIRE_ALL === '1')
      throw new Error(`Cannot run: ${missing}`)
  })
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing)
  })
}
