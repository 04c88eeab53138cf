import type { StateType } from '@reeve/wire'
import type { Rule, StateTypeOrNone } from './rule.ts'
import { STATE_TYPES } from './states.ts'

/** The rules of a policy that apply to each pair of types, in the policy's order. */
export type PolicyTable<R> = Readonly<Record<StateType | 'NONE', Readonly<Record<StateType, readonly R[]>>>>

/**
 * Sorts a policy's rules by the transitions they apply to, once, so that deciding looks nothing up but the pair:
 * filtering the list on each call costs more than all the rest of a decision.
 */
export function policyTable<Facts, Run, Columns>(
  rules: readonly Rule<Facts, Run, Columns>[],
): PolicyTable<Rule<Facts, Run, Columns>> {
  const row = (from: StateTypeOrNone) =>
    Object.fromEntries(
      STATE_TYPES.map((to) => [to, rules.filter((rule) => rule.from.has(from) && rule.to.has(to))]),
    )
  return Object.fromEntries([
    ...STATE_TYPES.map((from) => [from, row(from)]),
    ['NONE', row(null)],
  ]) as unknown as PolicyTable<Rule<Facts, Run, Columns>>
}
