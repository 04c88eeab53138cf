import { type FlowRunReason, secondsBetween } from '@reeve/wire'
import { SERVED_SECONDS } from '../watchdogs/liveness.ts'
import { isSilent } from '../work/index.ts'
import type { AskedDeployment, AskedPool, AskedQueue, Asking, WhyFacts } from './facts.ts'
import { reason } from './reason.ts'
import { clock, since } from './words.ts'

/** Why nobody would take a scheduled run: nobody could, nobody may, or nobody asks. */
export function unserved(facts: WhyFacts, asking: Asking): FlowRunReason[] {
  const { run, deployment, queue, pool } = facts
  if (run.deployment_id === null) return [withoutDeployment()]
  if (!deployment) return [withoutItsDeployment(run.deployment_id)]
  if (queue && pool) return [...pausedWork(queue, pool), ...unpolled(queue, pool, asking)]
  if (isPolled(deployment.last_polled, asking)) return []
  return run.work_queue_name === null
    ? [unpolledDeployment(deployment, asking)]
    : [withoutItsQueue(run.work_queue_name)]
}

const withoutDeployment = () =>
  reason('no-deployment', {
    sentence: 'It belongs to no deployment: only the process that made it can start it.',
    advice: 'Call the flow again, or make a deployment of it and run that.',
  })

const withoutItsDeployment = (deployment_id: string) =>
  reason('deployment-gone', {
    sentence: 'Its deployment was deleted: nobody knows what to start.',
    data: { deployment_id },
    advice: 'Delete the run, or deploy the flow again and start a new one.',
  })

const withoutItsQueue = (work_queue_name: string) =>
  reason('queue-gone', {
    sentence: `Its work queue “${work_queue_name}” was deleted: no worker is offered this run.`,
    data: { work_queue_name },
    advice: 'Give the deployment another work queue and start a new run of it; delete this one.',
  })

const unpolledDeployment = ({ id, name, last_polled }: AskedDeployment, { now }: Asking) =>
  reason('deployment-not-polled', {
    sentence:
      last_polled === null
        ? `Nobody has ever asked for runs of the deployment “${name}”, and it has no work pool.`
        : `Nobody has asked for runs of the deployment “${name}” since ${since(last_polled, now)}.`,
    data: { deployment_id: id, deployment_name: name, last_polled: last_polled && clock(last_polled) },
    advice: 'Start the process that serves it (flow.serve), or give the deployment a work pool.',
  })

function pausedWork(queue: AskedQueue, pool: AskedPool): FlowRunReason[] {
  const ofPool = pool.is_paused
    ? reason('pool-paused', {
        sentence: `The work pool “${pool.name}” is paused.`,
        data: { work_pool_id: pool.id, work_pool_name: pool.name },
        advice: `Resume it: prefect work-pool resume ${pool.name}`,
      })
    : []
  const ofQueue = queue.is_paused
    ? reason('queue-paused', {
        sentence: `The work queue “${queue.name}” of the pool “${pool.name}” is paused.`,
        data: queueData(queue, pool),
        advice: `Resume it: prefect work-queue resume ${queue.name} --pool ${pool.name}`,
      })
    : []
  return [ofPool, ofQueue].flat()
}

/** A queue that is asked for has somebody, whether or not a worker reports. [E18] */
function unpolled(queue: AskedQueue, pool: AskedPool, asking: Asking): FlowRunReason[] {
  if (isPolled(queue.last_polled, asking)) return []
  const { now, patience } = asking
  const online = pool.workers.filter((worker) => !isSilent(worker, now, patience))
  const data = { ...queueData(queue, pool), last_polled: queue.last_polled && clock(queue.last_polled) }
  if (online.length === 0) return [withoutWorker(queue, pool, { data, asking })]
  const asked = queue.last_polled ? `since ${since(queue.last_polled, now)}` : 'ever'
  return [
    reason('queue-not-polled', {
      sentence: `None of the workers of the pool “${pool.name}” has asked for the queue “${queue.name}” ${asked}.`,
      data: { ...data, online_workers: online.map(({ name }) => name) },
      advice: `Start a worker that serves it: prefect worker start --pool ${pool.name} --work-queue ${queue.name}`,
    }),
  ]
}

function withoutWorker(
  queue: AskedQueue,
  pool: AskedPool,
  { data, asking }: { readonly data: object; readonly asking: Asking },
): FlowRunReason {
  const seen = [
    ...pool.workers.map((worker) => worker.last_heartbeat_time),
    ...[queue.last_polled ?? []].flat(),
  ]
  const last = seen.sort().at(-1)
  return reason('no-worker', {
    sentence:
      last === undefined
        ? `No worker has ever served the pool “${pool.name}”.`
        : `No worker of the pool “${pool.name}” has been heard of since ${since(last, asking.now)}.`,
    data: { ...data, last_heard: last === undefined ? null : clock(last) },
    advice: `Start a worker: prefect worker start --pool ${pool.name}`,
  })
}

const isPolled = (lastPolled: AskedQueue['last_polled'], { now }: Asking): boolean =>
  lastPolled !== null && secondsBetween(lastPolled, now) <= SERVED_SECONDS

const queueData = (queue: AskedQueue, pool: AskedPool) => ({
  work_pool_id: pool.id,
  work_pool_name: pool.name,
  work_queue_id: queue.id,
  work_queue_name: queue.name,
})
