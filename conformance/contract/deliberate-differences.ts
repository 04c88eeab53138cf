/** A place where Reeve's document differs from the contract on purpose. */
export interface DeliberateDifference {
  /** Method and path, or `*` for every operation. */
  readonly operation: string
  /** As in a difference; `FlowRunCreate.properties.name` covers everything below it. */
  readonly place: string
  readonly reason: string
}

export const deliberateDifferences: readonly DeliberateDifference[] = []
