import { type Difference, differencesOf } from './compare.ts'
import type { NormalAnswer } from './normalise.ts'
import type { Transcript } from './run-scenario.ts'

/** A difference with the step that it stands in. */
export interface StepDifference extends Difference {
  readonly step: string
}

/** Every difference between what was recorded for a scenario and what a server answered. */
export function compareTranscripts(expected: Transcript, actual: Transcript): StepDifference[] {
  const steps = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...steps].flatMap((step) => differencesOfStep(step, expected[step], actual[step]))
}

function differencesOfStep(
  step: string,
  expected: NormalAnswer | undefined,
  actual: NormalAnswer | undefined,
): StepDifference[] {
  if (!expected)
    return [{ step, path: 'recording', expected: undefined, actual: 'a step that was not recorded' }]
  if (!actual) return [{ step, path: 'scenario', expected: 'a step that is no more', actual: undefined }]
  return differencesOf(step, expected, actual).map((difference) => ({ step, ...difference }))
}
