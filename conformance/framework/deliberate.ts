import { type DeliberateDifference, deliberateDifferences } from '../deliberate-differences.ts'
import type { StepDifference } from './compare-transcripts.ts'
import { matchesPath } from './path.ts'
import type { DatabaseKind } from './reference-server.ts'

/** The scenario whose answers were compared. */
export interface Compared {
  readonly group: string
  readonly scenario: string
  readonly kind: DatabaseKind
}

/** Sorts out the differences that are meant to be; remembers which of the list were met. */
export class Deliberate {
  readonly #met = new Set<DeliberateDifference>()

  /** The differences that are not meant. */
  unmeant(compared: Compared, differences: readonly StepDifference[]): StepDifference[] {
    const entries = deliberateDifferences.filter((entry) => isAbout(entry, compared))
    return differences.filter((difference) => {
      if (isFailure(difference)) return true
      const meant = entries.filter((entry) => covers(entry, difference))
      for (const entry of meant) this.#met.add(entry)
      return meant.length === 0
    })
  }

  /** Entries of the list that met no difference on this kind of database. */
  forgotten(kind: DatabaseKind): DeliberateDifference[] {
    return deliberateDifferences.filter((entry) => (entry.database ?? kind) === kind && !this.#met.has(entry))
  }
}

/** No failure of the server is meant. */
const isFailure = ({ path, actual }: StepDifference): boolean => path === 'status' && Number(actual) >= 500

function isAbout(entry: DeliberateDifference, { group, scenario, kind }: Compared): boolean {
  if (entry.group !== group || (entry.database ?? kind) !== kind) return false
  return entry.scenarios instanceof RegExp
    ? entry.scenarios.test(scenario)
    : entry.scenarios.includes(scenario)
}

const covers = ({ steps, paths }: DeliberateDifference, { step, path }: StepDifference): boolean =>
  (steps === undefined || steps.includes(step)) && paths.some((pattern) => matchesPath(pattern, path))
