import type { DeploymentScheduleUpdate } from '@reeve/wire'

/** A schedule that a deployment has. */
export interface CurrentSchedule {
  readonly id: string
  readonly slug: string | null
}

/** What an update of a deployment does to its schedules. */
export type SchedulePlan =
  | { readonly kind: 'keep' }
  | { readonly kind: 'replace' }
  | {
      readonly kind: 'patch'
      readonly patched: readonly { readonly id: string; readonly change: DeploymentScheduleUpdate }[]
      readonly added: readonly DeploymentScheduleUpdate[]
    }
  | { readonly kind: 'refuse'; readonly detail: string }

const refuse = (detail: string): SchedulePlan => ({ kind: 'refuse', detail })

/**
 * What becomes of a deployment's schedules when an update sends some, null if it sends none. Schedules that all
 * have slugs are changed one by one and stay if they are not mentioned; others are replaced as a whole. [C30]
 */
export function planScheduleChanges(
  current: readonly CurrentSchedule[],
  sent: readonly DeploymentScheduleUpdate[] | null,
): SchedulePlan {
  if (sent === null) return { kind: 'keep' }
  if (current.length === 0 || current.some(({ slug }) => slug === null)) return { kind: 'replace' }
  if (sent.some(({ slug }) => slug === null))
    return refuse(
      'Please provide a slug for each schedule in your request to ensure schedules are updated correctly.',
    )
  return planPatches(new Map(current.map(({ id, slug }) => [slug as string, id])), sent)
}

function planPatches(
  current: ReadonlyMap<string, string>,
  sent: readonly DeploymentScheduleUpdate[],
): SchedulePlan {
  const replaced = sent.flatMap(({ replaces }) => replaces || [])
  const twice = replaced.find((slug, index) => replaced.indexOf(slug) !== index)
  if (twice !== undefined)
    return refuse(`Multiple schedules have 'replaces' targeting the same slug: ${twice}`)
  const taken = sent.find(
    ({ slug, replaces }) => replaces && slug && current.has(slug) && !replaced.includes(slug),
  )
  if (taken) {
    const { replaces, slug } = taken
    return refuse(
      `Cannot rename schedule from '${replaces}' to '${slug}': a schedule with slug '${slug}' already exists.`,
    )
  }
  const patched = sent.flatMap((change) => {
    const id = current.get(target(change))
    return id === undefined ? [] : [{ id, change }]
  })
  const added = sent.filter((change) => !current.has(target(change)))
  if (added.some(({ schedule }) => schedule === null))
    return refuse('Unable to create new deployment schedules without a schedule configuration.')
  return { kind: 'patch', patched, added }
}

const target = ({ replaces, slug }: DeploymentScheduleUpdate): string => replaces || (slug as string)
