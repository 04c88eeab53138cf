import type { DatabaseKind } from './reference-server.ts'
import type { Group } from './scenario.ts'

/** Groups that can share a server of the reference: same settings, same database. */
export interface Batch {
  readonly kind: DatabaseKind
  readonly environment: Readonly<Record<string, string>>
  readonly groups: Group[]
}

/** Which database of the reference speaks for one of Reeve. */
export const referenceKind = (group: Group, kind: DatabaseKind): DatabaseKind =>
  group.eachDatabase ? kind : 'postgresql'

/** The batches of the reference that groups on these databases need. */
export function batchesOf(groups: readonly Group[], kinds: readonly DatabaseKind[]): Batch[] {
  const found = new Map<string, Batch>()
  for (const group of groups) {
    for (const kind of new Set(kinds.map((one) => referenceKind(group, one)))) {
      const { environment = {} } = group
      const key = JSON.stringify([kind, environment, group.ownServer ? group.name : ''])
      const batch = found.get(key) ?? { kind, environment, groups: [] }
      batch.groups.push(group)
      found.set(key, batch)
    }
  }
  return [...found.values()]
}
