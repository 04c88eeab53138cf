export { blockDocumentEvents, blockTypeEvent } from './block-events.ts'
export {
  type BulkOperationChange,
  type BulkOperationEventFacts,
  bulkOperationEvent,
} from './bulk-operation-event.ts'
export { findTooManySpans, type SpanRequest, type Spans, spansOf } from './count-spans.ts'
export {
  type ColumnChange,
  type DeploymentEventFacts,
  deploymentEvent,
  deploymentStatusEvent,
  deploymentUpdatedEvent,
} from './deployment-events.ts'
export { type EventParts, type Labels, newEvent, relatedResource } from './event.ts'
export { type EventState, type FlowRunEventFacts, flowRunEvent } from './flow-run-event.ts'
export { matchesGlob } from './glob.ts'
export { matchesLabels } from './label-match.ts'
export {
  artifactCollectionEvent,
  concurrencyLimitEvent,
  flowEvent,
  legacyConcurrencyLimitEvent,
  type ObjectChange,
  type ObjectEvent,
  type Occurrence,
  objectEvent,
  variableEvent,
} from './object-events.ts'
export {
  type PoolTransition,
  type WorkPoolEventFacts,
  workPoolEvent,
  workPoolStatusEvent,
  workPoolUpdatedEvent,
} from './work-pool-events.ts'
export {
  type WorkQueueEventFacts,
  workQueueEvent,
  workQueueStatusEvent,
  workQueueUpdatedEvent,
} from './work-queue-events.ts'
