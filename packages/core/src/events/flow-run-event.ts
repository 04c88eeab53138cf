import type { Event, Instant, JsonObject, State } from '@reeve/wire'
import { secondsBetween } from '@reeve/wire'
import { type Labels, type Named, newEvent, relatedResource } from './event.ts'

/** Longer messages are cut in the middle. */
const MAX_MESSAGE_LENGTH = 100_000
/** Only states this close to each other are linked: further apart their order is plain from the times. */
const TIGHT_SECONDS = 5 * 60

interface Tagged extends Named {
  readonly tags: readonly string[]
}

/** What the event of a flow run's transition tells besides its states. */
export interface FlowRunEventFacts {
  /** The run as it is after the transition. */
  readonly run: Tagged & {
    readonly run_count: number
    readonly created_by?: {
      readonly id: string | null
      readonly type: string | null
      readonly display_value: string | null
    } | null
  }
  readonly flow?: Tagged | null
  readonly deployment?: Tagged | null
  readonly workQueue?: Named | null
  readonly workPool?: (Named & { readonly type: string }) | null
  /** The task run that stands for this run in its parent. */
  readonly parentTaskRun?: Tagged | null
}

/** What events tell of a state. */
export type EventState = Pick<State, 'id' | 'type' | 'name' | 'timestamp'> & {
  readonly message?: State['message']
  /** Read of pauses alone. */
  readonly state_details?: Pick<State['state_details'], 'pause_reschedule'>
}

/** The event of a transition that wrote `state`; its id is the state's. */
export function flowRunEvent(
  facts: FlowRunEventFacts,
  previous: EventState | null,
  state: EventState,
): Event {
  const { run } = facts
  return newEvent({
    id: state.id,
    occurred: state.timestamp,
    event: `prefect.flow-run.${state.name}`,
    resource: {
      'prefect.resource.id': `prefect.flow-run.${run.id}`,
      'prefect.resource.name': run.name,
      'prefect.run-count': String(run.run_count),
      'prefect.state-message': shortened(state.message),
      'prefect.state-name': state.name ?? '',
      'prefect.state-timestamp': isoFormat(state.timestamp),
      'prefect.state-type': state.type,
    },
    related: relatedOf(facts),
    payload: {
      intended: { from: previous?.type ?? null, to: state.type },
      initial_state: previous && statePayload(previous),
      validated_state: statePayload(state),
    },
    follows: previous && isTight(previous.timestamp, state.timestamp) ? previous.id : null,
  })
}

/** The resources that a flow run's events touch, and its tags. */
function relatedOf({
  run,
  flow,
  deployment,
  workQueue,
  workPool,
  parentTaskRun,
}: FlowRunEventFacts): Labels[] {
  const named = (kind: string, resource: Named, labels: Labels = {}) =>
    relatedResource(kind, resource.id, { 'prefect.resource.name': resource.name, ...labels })
  const tags = [run, flow, deployment, parentTaskRun].flatMap((resource) => resource?.tags ?? [])
  return [
    ...(flow ? [named('flow', flow)] : []),
    ...(deployment ? [named('deployment', deployment)] : []),
    ...(workQueue ? [named('work-queue', workQueue)] : []),
    ...(workPool ? [named('work-pool', workPool, { 'prefect.work-pool.type': workPool.type })] : []),
    ...(parentTaskRun ? [named('task-run', parentTaskRun)] : []),
    ...[...new Set(tags)].sort().map((tag) => relatedResource('tag', tag)),
    ...creatorOf(run.created_by),
  ]
}

const CREATORS: Readonly<Record<string, string>> = { DEPLOYMENT: 'deployment', AUTOMATION: 'automation' }

function creatorOf(creator: FlowRunEventFacts['run']['created_by']): Labels[] {
  const kind = creator?.type ? CREATORS[creator.type] : undefined
  if (!creator || !kind) return []
  const name: Labels = creator.display_value ? { 'prefect.resource.name': creator.display_value } : {}
  return [relatedResource(kind, String(creator.id), { 'prefect.resource.role': 'creator', ...name })]
}

/** The parts of a state that events carry; empty ones are left out. */
function statePayload(state: EventState): JsonObject {
  return {
    type: state.type,
    ...(state.name && { name: state.name }),
    ...(state.message && { message: shortened(state.message) }),
    ...(state.type === 'PAUSED' && {
      pause_reschedule: String(state.state_details?.pause_reschedule ?? false),
    }),
  }
}

function shortened(message: string | null | undefined): string {
  if (!message) return ''
  if (message.length <= MAX_MESSAGE_LENGTH) return message
  const half = MAX_MESSAGE_LENGTH / 2
  const omitted = message.length - 2 * half
  const short = `${message.slice(0, half)}...${omitted} additional characters...${message.slice(-half)}`
  return short.length < message.length ? short : message
}

/** As labels carry instants: with an offset, and no fraction when it is zero. */
function isoFormat(instant: Instant): string {
  const fraction = instant.slice(19)
  return `${instant.slice(0, 10)}T${instant.slice(11, 19)}${fraction === '.000000' ? '' : fraction}+00:00`
}

const isTight = (previous: Instant, occurred: Instant): boolean =>
  Math.abs(secondsBetween(previous, occurred)) < TIGHT_SECONDS
