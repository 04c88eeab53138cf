import { type FlowRunReason, type Instant, type State, secondsBetween } from '@reeve/wire'
import type { Asking, WhyFacts } from './facts.ts'
import { full } from './limits.ts'
import { reason } from './reason.ts'
import { unserved } from './serving.ts'
import { clock, counted, duration, named } from './words.ts'

/** Why a run that is SCHEDULED does not start. */
export function scheduled(facts: WhyFacts, state: State, asking: Asking): FlowRunReason[] {
  const { run } = facts
  const time = run.next_scheduled_start_time ?? state.state_details.scheduled_time ?? state.timestamp
  if (state.name === 'AwaitingRetry' && run.retriesInProcess) return [retry(facts, time, asking)]
  const isDue = time <= asking.now || state.name === 'AwaitingConcurrencySlot'
  const ahead = isDue
    ? []
    : [state.name === 'AwaitingRetry' ? retry(facts, time, asking) : later(time, asking)]
  const obstacles = [
    ...unserved(facts, asking),
    ...(isDue ? [...full(facts, asking), ...behindOthers(facts)] : []),
  ]
  const found = [...ahead, ...obstacles]
  return [...(found.length > 0 ? found : [due(time, asking)]), ...pausedPlans(facts)]
}

function retry({ run }: WhyFacts, time: Instant, { now }: Asking): FlowRunReason {
  const attempt = `attempt ${run.run_count + 1}${run.retries === null ? '' : ` of ${run.retries + 1}`}`
  const where = run.retriesInProcess ? 'The process that ran it' : 'A worker'
  return reason('awaiting-retry', {
    sentence:
      time > now
        ? `It failed and waits for ${attempt}. ${where} starts it at ${clock(time)}, in ${duration(secondsBetween(now, time))}.`
        : `It failed and ${attempt} has been due since ${clock(time)}.`,
    data: {
      until: clock(time),
      run_count: run.run_count,
      retries: run.retries,
      in_process: run.retriesInProcess,
    },
    ...(time <= now && { advice: 'If its process is gone, set the run to Scheduled or Failed.' }),
  })
}

const later = (time: Instant, { now }: Asking): FlowRunReason =>
  reason('scheduled-later', {
    sentence: `It is scheduled for ${clock(time)}, in ${duration(secondsBetween(now, time))}.`,
    data: { scheduled_time: clock(time), seconds: secondsBetween(now, time) },
  })

function behindOthers({ ahead, queue }: WhyFacts): FlowRunReason[] {
  if (ahead.count === 0 || !queue) return []
  const count = `${ahead.isMore ? 'More than ' : ''}${counted(ahead.count, 'run')}`
  return [
    reason('behind-others', {
      sentence: `${count} of its pool ${ahead.count === 1 ? 'is' : 'are'} due before it: ${named(ahead.first, ahead.count)}.`,
      data: {
        count: ahead.count,
        is_more: ahead.isMore,
        first: ahead.first,
        work_queue_name: queue.name,
        priority: queue.priority,
      },
      advice: 'Start more workers, or put the run in a queue of higher priority.',
    }),
  ]
}

const due = (time: Instant, { now }: Asking): FlowRunReason =>
  reason('due', {
    sentence: `Nothing holds it up: it has been due since ${clock(time)}, and whoever asks next for its runs may take it.`,
    data: { scheduled_time: clock(time), seconds: secondsBetween(time, now) },
  })

/** What keeps further runs from being made; this one is there already. */
function pausedPlans({ deployment, schedule }: WhyFacts): FlowRunReason[] {
  const ofDeployment = deployment?.paused
    ? reason('deployment-paused', {
        sentence: `The deployment “${deployment.name}” is paused: its schedules make no further runs.`,
        data: { deployment_id: deployment.id, deployment_name: deployment.name },
        advice: 'Resume the deployment if its schedules shall go on.',
      })
    : []
  const ofSchedule =
    schedule && !schedule.active
      ? reason('schedule-paused', {
          sentence: 'The schedule that made it is switched off: it makes no further runs.',
          data: { schedule_id: schedule.id },
          advice: 'Switch the schedule on if it shall go on.',
        })
      : []
  return [ofDeployment, ofSchedule].flat()
}
