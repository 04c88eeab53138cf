import type { Static } from 'typebox'
import { queuedRunFilters } from '../filters/groups.ts'
import { Choice, DateTime, ListOf, Maybe, Model, StrictModel, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'
import { SetStateStatus } from './orchestration.ts'
import { CreatedBy } from './origins.ts'
import { StateCreate, StateType } from './states.ts'

/** What a bulk operation does; the last two to deployments, the others to flow runs. */
export const BulkOperationKind = Choice('BulkOperationKind', [
  'set_state',
  'cancel',
  'retry',
  'reschedule',
  'delete',
  'add_tags',
  'remove_tags',
  'pause_deployments',
  'resume_deployments',
])
export type BulkOperationKind = Static<typeof BulkOperationKind>

export const BulkOperationStatus = Choice('BulkOperationStatus', [
  'pending',
  'running',
  'paused',
  'cancelled',
  'completed',
  'failed',
])
export type BulkOperationStatus = Static<typeof BulkOperationStatus>

/** More a second than any database takes. */
const MAX_RATE = 1_000_000

/** What is to be done; which of these a kind takes is told by `BULK_PARAMETERS`. */
const parameters = {
  /** What to propose to each run. */
  state: Maybe(StateCreate),
  /** The message of the states that the kind makes by itself. */
  message: Maybe(Type.String()),
  /** When the runs shall run. */
  scheduled_time: Maybe(DateTime()),
  tags: Maybe(Type.Array(Type.String({ minLength: 1 }))),
  /** Whether states are set past the rules. */
  force: Type.Boolean({ default: false }),
  /** At most so many a second; as many as can be if null. */
  rate: Maybe(Type.Number({ exclusiveMinimum: 0, maximum: MAX_RATE })),
}

export const BulkOperationCreate = StrictModel('BulkOperationCreate', {
  kind: BulkOperationKind,
  ...queuedRunFilters,
  ...parameters,
  dry_run: Type.Boolean({ default: false }),
})
export type BulkOperationCreate = Static<typeof BulkOperationCreate>

/** What each kind takes besides the filters, `rate` and `dry_run`, and which of it must be there. */
export const BULK_PARAMETERS = {
  set_state: { takes: ['state', 'force'], needs: ['state'] },
  cancel: { takes: ['message', 'force'], needs: [] },
  retry: { takes: ['message', 'force'], needs: [] },
  reschedule: { takes: ['scheduled_time', 'message', 'force'], needs: ['scheduled_time'] },
  delete: { takes: [], needs: [] },
  add_tags: { takes: ['tags'], needs: ['tags'] },
  remove_tags: { takes: ['tags'], needs: ['tags'] },
  pause_deployments: { takes: [], needs: [] },
  resume_deployments: { takes: [], needs: [] },
} as const satisfies Record<BulkOperationKind, { takes: readonly string[]; needs: readonly string[] }>

/** Why something was not done as asked, and how often; null stands for all other reasons. */
export const BulkOperationReason = Model('BulkOperationReason', {
  status: Maybe(Choice('BulkOperationVerdict', ['REJECT', 'WAIT', 'ABORT', 'FAILED'])),
  reason: Maybe(Type.String()),
  count: Type.Integer(),
})
export type BulkOperationReason = Static<typeof BulkOperationReason>

/** What would become of one run or deployment. */
export const BulkOperationForecast = Model('BulkOperationForecast', {
  id: Uuid(),
  name: Type.String(),
  status: SetStateStatus,
  reason: Maybe(Type.String()),
  /** The state that it would be in, where the kind is about states. */
  state_type: Maybe(StateType),
  state_name: Maybe(Type.String()),
})
export type BulkOperationForecast = Static<typeof BulkOperationForecast>

export const BulkOperation = Model('BulkOperation', {
  ...stored,
  kind: BulkOperationKind,
  ...queuedRunFilters,
  ...parameters,
  dry_run: Type.Boolean(),
  status: BulkOperationStatus,
  /** The automation that asked for it; null if a client did. */
  created_by: Maybe(CreatedBy),
  started: Maybe(DateTime()),
  ended: Maybe(DateTime()),
  /** How many the filters let through when it started; null until then. */
  total: Maybe(Type.Integer()),
  /** How many it has come to: the sum of the next six. */
  done: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  waiting: Type.Integer(),
  aborted: Type.Integer(),
  failed: Type.Integer(),
  /** Those that the filters let through no longer when their turn came. */
  skipped: Type.Integer(),
  reasons: ListOf(BulkOperationReason),
  /** Of a dry run, what would become of the first of them. */
  sample: ListOf(BulkOperationForecast),
  remaining: Maybe(Type.Integer()),
  /** How many a second since it was last taken up. */
  per_second: Maybe(Type.Number()),
  /** When it will have ended at that rate. */
  expected_end: Maybe(DateTime()),
  /** Why it failed as a whole. */
  error: Maybe(Type.String()),
})
export type BulkOperation = Static<typeof BulkOperation>
