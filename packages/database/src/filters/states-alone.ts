import type { FlowRunFilter, StateType } from '@reeve/wire'
import { OPEN_TYPES } from '../schema/ended-types.ts'
import type { Given } from './condition.ts'
import type { FlowRunFilters } from './related.ts'

/** A condition on the state of a flow run that asks for nothing else. */
export interface StateCondition {
  /** True of ended runs in this state that the filter lets through. */
  readonly holds: (type: StateType, name: string | null) => boolean
  /** False if no run that has not ended can be let through. */
  readonly mayHoldOfOthers: boolean
}

type Test<Value> = (value: Value) => boolean

/** The condition that filters put on the state; undefined if they ask for anything else. [D2, D7] */
export function statesAlone(filters: FlowRunFilters): StateCondition | undefined {
  const { flow_runs: own, flows, task_runs, deployments, work_pools, work_pool_queues } = filters
  if ([flows, task_runs, deployments, work_pools, work_pool_queues].some(isGiven)) return undefined
  const { operator: _, state, ...others } = own ?? ({} as Given<FlowRunFilter>)
  if (Object.values(others).some(isGiven)) return undefined
  const ofType = onlyTest<StateType>(state?.type)
  const ofName = onlyTest<string>(state?.name)
  const mayHoldOfType = !ofType || OPEN_TYPES.some(ofType)
  if (state?.operator === 'or_' && ofType && ofName)
    return { holds: (type, name) => ofType(type) || ofName(name), mayHoldOfOthers: true }
  return {
    holds: (type, name) => (ofType?.(type) ?? true) && (ofName?.(name) ?? true),
    mayHoldOfOthers: mayHoldOfType,
  }
}

const isGiven = (value: unknown) => value !== null && value !== undefined

interface Lists<Value> {
  readonly any_?: readonly Value[] | null | undefined
  readonly not_any_?: readonly Value[] | null | undefined
}

/** A group that makes more or less than one comparison is passed over. [D7] */
function onlyTest<Value>(group: Lists<Value> | null | undefined): Test<Value | null> | undefined {
  const { any_, not_any_ } = group ?? {}
  const excluded = not_any_?.length ? not_any_ : undefined
  if (any_ && excluded) return undefined
  if (any_) return (value) => value !== null && any_.includes(value)
  if (excluded) return (value) => value !== null && !excluded.includes(value)
  return undefined
}
