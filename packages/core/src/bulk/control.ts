import type { BulkOperationStatus } from '@reeve/wire'

/** What may be asked of a bulk operation. */
export type BulkControl = 'pause' | 'resume' | 'cancel'

const AFTER = {
  pause: { pending: 'paused', running: 'paused', paused: 'paused' },
  resume: { pending: 'pending', running: 'running', paused: 'pending' },
  cancel: { pending: 'cancelled', running: 'cancelled', paused: 'cancelled' },
} as const satisfies Record<BulkControl, Partial<Record<BulkOperationStatus, BulkOperationStatus>>>

/** The status after what is asked; undefined if the operation has ended and nothing can be asked of it. */
export function statusAfter(
  control: BulkControl,
  { status, hasStarted }: { readonly status: BulkOperationStatus; readonly hasStarted: boolean },
): BulkOperationStatus | undefined {
  if (isEnded(status)) return undefined
  const after = AFTER[control][status]
  return after === 'pending' && hasStarted ? 'running' : after
}

/** True for the statuses that an operation does not leave. */
export const isEnded = (
  status: BulkOperationStatus,
): status is Extract<BulkOperationStatus, 'cancelled' | 'completed' | 'failed'> =>
  status === 'cancelled' || status === 'completed' || status === 'failed'
