import type { StateType } from '@reeve/wire'

/** Of each type of state, whether a run ends with it: such a run stays as it is unless somebody begins it anew. [A3] */
const ENDS = {
  SCHEDULED: false,
  PENDING: false,
  RUNNING: false,
  PAUSED: false,
  CANCELLING: false,
  COMPLETED: true,
  FAILED: true,
  CANCELLED: true,
  CRASHED: true,
} as const satisfies Record<StateType, boolean>

const typesThat = (end: boolean) => (Object.keys(ENDS) as StateType[]).filter((type) => ENDS[type] === end)

/** The types of states that end a run, and those that do not. */
export const ENDED_TYPES: readonly StateType[] = typesThat(true)
export const OPEN_TYPES: readonly StateType[] = typesThat(false)

const listed = (types: readonly StateType[]) => `(${types.map((type) => `'${type}'`).join(', ')})`

/** The same as lists in SQL. */
export const ENDED = listed(ENDED_TYPES)
export const OPEN = listed(OPEN_TYPES)
