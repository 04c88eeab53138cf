import { findWorkPool } from '@reeve/database/queries/work-pools/lock-work-pool'
import { countWorkQueues } from '@reeve/database/queries/work-queues/count-work-queues'
import { findWorkQueueRow } from '@reeve/database/queries/work-queues/lock-work-queues'
import {
  countHoldersOfPool,
  countHoldersOfQueue,
  readHoldersOfQueue,
  readHoldersOfQueues,
  type SlotHolder,
} from '@reeve/database/queries/work-queues/read-slot-holders'
import { readWorkPoolQueues } from '@reeve/database/queries/work-queues/read-work-pool-queues'
import {
  type FlowRunSlotSummary,
  type Instant,
  secondsBetween,
  type WorkPoolConcurrencyStatus,
  type WorkQueueConcurrencyStatus,
} from '@reeve/wire'
import type { Context } from '../../context.ts'
import { Refused } from '../../http/errors.ts'

/** Which page to show; the first is 1. */
interface PageNumber {
  readonly limit: number
  readonly page: number
}

/** Who holds the slots of a pool, queue by queue, of each its first runs. Refuses with 404. [E41] */
export async function readPoolConcurrency(
  { database: { reader }, clock }: Context,
  name: string,
  { limit, page, flow_run_limit }: PageNumber & { readonly flow_run_limit: number },
): Promise<WorkPoolConcurrencyStatus> {
  const pool = await findWorkPool(reader, name)
  if (!pool) throw new Refused(404, `Work pool ${quoted(name)} not found.`)
  const [queues, count, held] = await Promise.all([
    readWorkPoolQueues(reader, { workPoolId: pool.id, limit, offset: (page - 1) * limit }),
    countWorkQueues(reader, pool.id),
    countHoldersOfPool(reader, pool.id),
  ])
  const ids = queues.map(({ id }) => id)
  const holders = await readHoldersOfQueues(reader, ids, flow_run_limit)
  const now = clock.now()
  return {
    active_slots: [...held.values()].reduce((sum, slots) => sum + slots, 0),
    concurrency_limit: pool.concurrency_limit,
    queues: queues.map(({ id, name: queue_name, concurrency_limit }) => ({
      queue_id: id,
      queue_name,
      active_slots: held.get(id) ?? 0,
      concurrency_limit,
      flow_runs: holders.filter((run) => run.work_queue_id === id).map((run) => summary(run, now)),
      flow_run_count: held.get(id) ?? 0,
    })),
    ...pageOf(count, { limit, page }),
  }
}

/** A page of the runs that hold slots of a queue. Refuses with 404. [E41] */
export async function readQueueConcurrency(
  { database: { reader }, clock }: Context,
  id: string,
  { limit, page }: PageNumber,
): Promise<WorkQueueConcurrencyStatus> {
  const queue = await findWorkQueueRow(reader, id)
  if (!queue) throw new Refused(404, 'Work queue not found.')
  const [count, holders] = await Promise.all([
    countHoldersOfQueue(reader, queue),
    readHoldersOfQueue(reader, queue, { limit, offset: (page - 1) * limit }),
  ])
  const now = clock.now()
  return {
    active_slots: count,
    concurrency_limit: queue.concurrency_limit,
    flow_runs: holders.map((run) => summary(run, now)),
    ...pageOf(count, { limit, page }),
  }
}

const pageOf = (count: number, { limit, page }: PageNumber) => ({
  count,
  limit,
  pages: limit > 0 ? Math.ceil(count / limit) : 0,
  page,
})

const summary = (
  { id, name, state_type, state_name, start_time, state_timestamp }: SlotHolder,
  now: Instant,
): FlowRunSlotSummary => ({
  id,
  name,
  state_type,
  state_name,
  start_time,
  state_timestamp,
  time_in_current_state: state_timestamp === null ? null : secondsBetween(state_timestamp, now),
})

/** A name as Python quotes it. */
const quoted = (name: string): string =>
  name.includes("'") && !name.includes('"') ? `"${name}"` : `'${name.replaceAll("'", "\\'")}'`
