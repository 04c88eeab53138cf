import { type FlowRunReason, type State, secondsBetween } from '@reeve/wire'
import { livenessOf } from '../watchdogs/liveness.ts'
import type { Asking, FullTagLimit, WhyFacts } from './facts.ts'
import { reason } from './reason.ts'
import { clock, counted, duration, named, since } from './words.ts'

/** Why a run that somebody took does not run yet. */
export function pending(facts: WhyFacts, state: State, asking: Asking): FlowRunReason[] {
  const { run, queue, deployment, pool } = facts
  const whole = duration(secondsBetween(state.timestamp, asking.now))
  const data = { worker: run.claimedBy, since: clock(state.timestamp) }
  const who = run.claimedBy === null ? 'Somebody' : `The worker “${run.claimedBy}”`
  const claimed = reason('claimed', {
    sentence: `${who} took it ${whole} ago and is getting it ready (${state.name}).`,
    data,
  })
  if (run.deployment_id === null) return [claimed]
  const lastPolled = (queue ?? deployment)?.last_polled ?? null
  const claim = { claimedBy: run.claimedBy, workers: pool?.workers ?? [], lastPolled }
  const { isAlive, lastHeard } = livenessOf(claim, asking.now, asking.patience)
  if (isAlive) return [claimed]
  const heard = lastHeard === null ? 'not known to be there' : `silent since ${since(lastHeard, asking.now)}`
  return [
    reason('claimed-by-silent-worker', {
      sentence: `${who} took it ${whole} ago, and ${run.claimedBy === null ? 'whoever serves it' : 'that worker'} is ${heard}.`,
      data: { ...data, last_heard: lastHeard && clock(lastHeard) },
      advice:
        'Look for its infrastructure. If there is none, set the run to Scheduled so that another worker takes it.',
    }),
  ]
}

/** What there is to say about a run that is RUNNING. */
export function running(facts: WhyFacts, state: State, { now }: Asking): FlowRunReason[] {
  const { heartbeat, tagLimits } = facts
  const silence = heartbeat ? secondsBetween(heartbeat.last, now) : 0
  const silent =
    heartbeat && silence > heartbeat.limitSeconds
      ? [
          reason('running-silent', {
            sentence: `It says that it runs, but its process has not been heard of since ${since(heartbeat.last, now)}.`,
            data: { last_heartbeat: clock(heartbeat.last), limit_seconds: heartbeat.limitSeconds },
            advice: 'Look whether its process lives. If not, set the run to Crashed.',
          }),
        ]
      : []
  const found = [...silent, ...tagLimits.map(fullTagLimit)]
  if (found.length > 0) return found
  return [
    reason('running', {
      sentence: `It has been running since ${since(state.timestamp, now)}.`,
      data: { since: clock(state.timestamp), last_heartbeat: heartbeat && clock(heartbeat.last) },
    }),
  ]
}

const fullTagLimit = ({ tag, limit, waiting, holders }: FullTagLimit): FlowRunReason =>
  reason('task-slots-full', {
    sentence: `${counted(waiting.length, 'task run')} of it ${waiting.length === 1 ? 'waits' : 'wait'} for one of ${counted(limit, 'slot')} of the tag “${tag}”${
      holders.length > 0 ? `, taken by ${named(holders, holders.length)}` : ''
    }.`,
    data: { tag, limit, waiting, holders },
    advice: 'Wait until one of the holders ends, or raise the limit of the tag.',
  })

/** Why a paused run does not go on. [C23] */
export function paused({ run }: WhyFacts, state: State): FlowRunReason[] {
  const { pause_timeout: timeout, run_input_keyset: input } = state.state_details
  const data = { since: clock(state.timestamp), until: timeout && clock(timeout) }
  const until = timeout ? ` It fails at ${clock(timeout)} unless it is resumed.` : ''
  if (input) {
    return [
      reason('awaiting-input', {
        sentence: `It is paused (${state.name}) and waits for input.${until}`,
        data: { ...data, keyset: input },
        advice: `Give the input and resume it in the dashboard, or by POST /flow_runs/${run.id}/resume with run_input.`,
      }),
    ]
  }
  return [
    reason('paused', {
      sentence: `It is paused (${state.name}) since ${clock(state.timestamp)}.${until}`,
      data,
      advice: `Resume it in the dashboard, or by POST /flow_runs/${run.id}/resume.`,
    }),
  ]
}

/** Why a run is still being cancelled. [E17] */
export const cancelling = (_: WhyFacts, state: State, { now }: Asking): FlowRunReason[] => [
  reason('cancelling', {
    sentence: `It was asked to stop at ${since(state.timestamp, now)}; whoever runs it has not confirmed that it did.`,
    data: { since: clock(state.timestamp) },
    advice: 'It counts as cancelled after a time; to have it so at once, set it to Cancelled with force.',
  }),
]

/** How a run ended. */
export const ended = ({ run }: WhyFacts, state: State): FlowRunReason[] => [
  reason('ended', {
    sentence: `It ended at ${clock(run.end_time ?? state.timestamp)} as ${state.name}${state.message ? `: ${state.message}` : '.'}`,
    data: { end_time: clock(run.end_time ?? state.timestamp), message: state.message ?? null },
    ...(state.type !== 'COMPLETED' && { advice: 'Retry it if it shall run again.' }),
  }),
]
