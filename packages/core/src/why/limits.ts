import type { FlowRunReason } from '@reeve/wire'
import { effectiveActiveSlots, hasRoom } from '../slots/index.ts'
import type { SlotLimit } from '../transitions/facts.ts'
import type { Asking, Holder, WhyFacts } from './facts.ts'
import { reason } from './reason.ts'
import { counted, named } from './words.ts'

/** Deployments' own limits are named so; any other one is shared. [F21] */
const OWN_LIMIT_PREFIX = 'deployment:'

/** Which limits leave a scheduled run no slot, and who holds them. [E36, F21] */
export const full = (facts: WhyFacts, asking: Asking): FlowRunReason[] => [
  ...fullDeploymentLimit(facts, asking),
  ...fullPool(facts),
  ...fullQueue(facts),
]

/** A run that was turned away waits for a slot, whether or not there is one by now. [B20] */
function fullDeploymentLimit(facts: WhyFacts, { now }: Asking): FlowRunReason[] {
  const { deployment, run, limitHolders } = facts
  const limit = deployment?.limit
  const isWaiting = run.state?.name === 'AwaitingConcurrencySlot'
  if (!deployment || !limit || (hasRoom(limit, 1, now) && !isWaiting)) return []
  const isOwn = limit.name.startsWith(OWN_LIMIT_PREFIX)
  const what = isOwn ? `the deployment “${deployment.name}”` : `the concurrency limit “${limit.name}”`
  return [
    reason(isOwn ? 'deployment-limit-full' : 'global-limit-full', {
      sentence: limitSentence(limit, {
        what,
        holders: limitHolders,
        taken: effectiveActiveSlots(limit, now),
      }),
      data: {
        limit_id: limit.id,
        limit_name: limit.name,
        limit: limit.limit,
        active: limit.active,
        active_slots: effectiveActiveSlots(limit, now),
        holders: limitHolders,
      },
      advice: 'Wait until one of the holders ends, or raise the limit.',
    }),
  ]
}

interface Taken {
  readonly what: string
  readonly taken: number
  readonly holders: readonly Holder[]
}

function limitSentence(limit: SlotLimit, taken: Taken): string {
  if (!limit.active) return `The slots of ${taken.what} are switched off.`
  if (limit.limit === 0) return `The limit of ${taken.what} is 0: nothing may run.`
  return slotsSentence(limit.limit, taken)
}

const slotsSentence = (limit: number, { what, taken, holders }: Taken): string =>
  taken < limit
    ? `It waits for a slot of ${what} and will ask again; ${taken} of ${counted(limit, 'slot')} are taken.`
    : `All ${counted(limit, 'slot')} of ${what} are taken${holders.length > 0 ? `, by ${named(holders, taken)}` : ''}.`

function fullPool({ pool, poolHolders }: WhyFacts): FlowRunReason[] {
  if (!pool || pool.concurrency_limit === null || pool.active < pool.concurrency_limit) return []
  const { id, name, concurrency_limit, active } = pool
  const what = `the work pool “${name}”`
  return [
    reason('pool-limit-full', {
      sentence: slotsSentence(concurrency_limit, { what, taken: active, holders: poolHolders }),
      data: {
        work_pool_id: id,
        work_pool_name: name,
        limit: concurrency_limit,
        active,
        holders: poolHolders,
      },
      advice: `Wait until one of them ends, or raise the limit: prefect work-pool set-concurrency-limit ${name} N`,
    }),
  ]
}

function fullQueue({ queue, queueHolders }: WhyFacts): FlowRunReason[] {
  if (!queue || queue.concurrency_limit === null || queue.active < queue.concurrency_limit) return []
  const { id, name, concurrency_limit, active } = queue
  const what = `the work queue “${name}”`
  return [
    reason('queue-limit-full', {
      sentence: slotsSentence(concurrency_limit, { what, taken: active, holders: queueHolders }),
      data: {
        work_queue_id: id,
        work_queue_name: name,
        limit: concurrency_limit,
        active,
        holders: queueHolders,
      },
      advice: 'Wait until one of them ends, or raise the limit of the queue.',
    }),
  ]
}
