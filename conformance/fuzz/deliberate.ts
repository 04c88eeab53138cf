import type { Answer } from '../framework/send.ts'
import type { FuzzRequest } from './requests.ts'

/** A kind of answer in which Reeve means to differ from the reference. */
export interface MeantDifference {
  readonly rule: string
  readonly reason: string
  readonly covers: (request: FuzzRequest, reference: Answer, reeve: Answer) => boolean
}

/** All of them. */
export const meantDifferences: readonly MeantDifference[] = [
  {
    rule: 'G5',
    reason: 'The reference fails with a 5xx; Reeve answers as the contract lets it.',
    covers: (_, reference, reeve) => reference.status >= 500 && reeve.status < 500,
  },
]
