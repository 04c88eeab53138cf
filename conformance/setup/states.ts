import type { Json, JsonObject } from '@reeve/wire'

/** The state types in the order of the contract's tables. */
export const STATE_TYPES = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'PAUSED',
  'CANCELLING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'CRASHED',
] as const
export type StateTypeName = (typeof STATE_TYPES)[number]

/** What a state may carry beyond its type. */
export interface StateOptions {
  readonly name?: string
  readonly message?: string
  readonly data?: Json
  readonly details?: JsonObject
}

/** A state as a client proposes it. */
export function state(type: StateTypeName, { name, message, data, details }: StateOptions = {}): JsonObject {
  return {
    type,
    ...(name !== undefined && { name }),
    ...(message !== undefined && { message }),
    ...(data !== undefined && { data }),
    ...(details !== undefined && { state_details: details as Json }),
  }
}

/** A state whose result stays readable: the client's record of where it was stored. [A9] */
export const completedWithData = (options: StateOptions = {}): JsonObject =>
  state('COMPLETED', { data: { type: 'reference', storage_key: 'results/1' }, ...options })
