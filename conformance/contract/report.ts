import { type ApiDocument, compareOperation, type Difference, operationsOf } from './compare.ts'
import type { DeliberateDifference } from './deliberate-differences.ts'

/** A difference with the reason that stands in the list for it, if one does. */
export interface ExplainedDifference extends Difference {
  readonly reason: string | undefined
}

/** How far a document agrees with the contract. */
export interface ContractReport {
  readonly equal: number
  readonly total: number
  readonly differences: readonly ExplainedDifference[]
  /** Operations that the contract does not know. */
  readonly unknown: readonly string[]
}

/** Compares each operation that `actual` serves with the contract. */
export function reportOn(
  contract: ApiDocument,
  actual: ApiDocument,
  deliberate: readonly DeliberateDifference[],
): ContractReport {
  const total = operationsOf(contract)
  const served = operationsOf(actual)
  const known = new Set(total)
  const compared = served
    .filter((operation) => known.has(operation))
    .map((operation) => compareOperation(operation, contract, actual))
  return {
    equal: compared.filter((differences) => differences.length === 0).length,
    total: total.length,
    differences: compared
      .flat()
      .map((difference) => ({ ...difference, reason: reasonFor(difference, deliberate) })),
    unknown: served.filter((operation) => !known.has(operation)),
  }
}

const reasonFor = (difference: Difference, deliberate: readonly DeliberateDifference[]) =>
  deliberate.find(
    ({ operation, place }) =>
      (operation === '*' || operation === difference.operation) &&
      (difference.place === place || difference.place.startsWith(`${place}.`)),
  )?.reason
