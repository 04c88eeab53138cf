import { type EventState, type FlowRunEventFacts, flowRunEvent } from '@reeve/core/events'
import type { FlowRunDecision, FlowRunFacts } from '@reeve/core/transitions'
import type { StoredEvent } from '@reeve/database/queries/events/insert-events'
import type { TransitionFactsRow } from '@reeve/database/queries/flow-runs/load-transition-facts'
import { type JsonObject, printInstant, type State } from '@reeve/wire'

/** A transition as the outbox keeps it until its event is written out. */
interface TransitionNote {
  readonly facts: FlowRunEventFacts
  readonly previous: EventState | null
  readonly state: EventState
}

/** A transition that wrote a state. */
export interface WrittenTransition {
  readonly row: TransitionFactsRow
  readonly facts: FlowRunFacts
  readonly decision: FlowRunDecision
  readonly state: State
}

/** What the event of a transition is built from later; compact, since it is written with every transition. */
export const noteTransition = ({ row, facts, decision, state }: WrittenTransition): JsonObject =>
  ({
    facts: eventFacts(row, decision.columns.run_count ?? row.run_count),
    previous: facts.state && noted(facts.state),
    state: noted(state),
  }) satisfies TransitionNote as unknown as JsonObject

/** Events carry no results, and of the details only whether a pause gives its place up. */
const noted = ({ id, type, name, timestamp, message, state_details }: State): EventState => ({
  id,
  type,
  name,
  timestamp,
  ...(message && { message }),
  ...(type === 'PAUSED' && { state_details: { pause_reschedule: state_details.pause_reschedule } }),
})

function eventFacts(row: TransitionFactsRow, runCount: number): FlowRunEventFacts {
  const { work_queue_id, work_pool_id, parent_task_run_id } = row
  return {
    run: {
      id: row.id,
      name: row.name,
      tags: row.tags,
      run_count: runCount,
      ...(row.created_by && { created_by: row.created_by as FlowRunEventFacts['run']['created_by'] }),
    },
    flow:
      row.flow_name === null
        ? undefined
        : { id: row.flow_id, name: row.flow_name, tags: row.flow_tags ?? [] },
    deployment:
      row.deployment_row_id === null
        ? undefined
        : { id: row.deployment_row_id, name: row.deployment_name ?? '', tags: row.deployment_tags ?? [] },
    workQueue:
      work_queue_id && row.work_queue_name !== null
        ? { id: work_queue_id, name: row.work_queue_name }
        : undefined,
    workPool: work_pool_id
      ? { id: work_pool_id, name: row.work_pool_name ?? '', type: row.work_pool_type ?? '' }
      : undefined,
    parentTaskRun:
      parent_task_run_id && row.parent_task_run_name !== null
        ? { id: parent_task_run_id, name: row.parent_task_run_name, tags: row.parent_task_run_tags ?? [] }
        : undefined,
  }
}

/** The events of noted transitions, in wire form. */
export const transitionEvents = (notes: unknown): StoredEvent[] =>
  (notes as TransitionNote[]).map(({ facts, previous, state }) => {
    const event = flowRunEvent(facts, previous, state)
    const occurred = printInstant(event.occurred)
    return { ...event, occurred, received: occurred } as StoredEvent
  })
