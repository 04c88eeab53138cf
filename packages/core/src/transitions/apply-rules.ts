import type { SlotEffect } from './facts.ts'
import type { Effects, Proposal, Rule, StateTypeOrNone, Transition } from './rule.ts'

/** What all rules together came to. */
export interface Ruling<Facts, Run, Columns>
  extends Pick<Effects<Columns>, 'failedTaskRuns' | 'cache' | 'enqueue'> {
  readonly transition: Transition<Facts, Run>
  readonly slots: readonly SlotEffect[]
}

/** A rule that was asked, and what to take back if a later one changes the proposal's type. */
interface Asked<Facts, Run, Columns> {
  readonly rule: Rule<Facts, Run, Columns>
  /** The type that the proposal had when this rule had answered. */
  readonly left: StateTypeOrNone
  readonly effects: Effects<Columns> | undefined
  readonly runBefore: Run
}

const NO_SLOTS: readonly SlotEffect[] = []

/**
 * Asks the rules of one pair of types about a proposal, in order, then the bookkeeping (`settle`), then what
 * each rule wants done after the fact, from the last to the first. A rule whose pair no longer matches what earlier
 * rules made of the proposal is not asked; one whose answer was overruled has its effects forgotten. [A31, A33]
 */
export function applyRules<Facts, Run extends object, Columns extends object>(
  rules: readonly Rule<Facts, Run, Columns>[],
  start: Proposal<Facts, Run>,
  settle: (transition: Proposal<Facts, Run>) => Run,
): Ruling<Facts, Run, Columns> {
  const intended = start.proposed.type
  const asked: Asked<Facts, Run, Columns>[] = []
  let transition: Transition<Facts, Run> = start

  for (const rule of rules) {
    if (transition.proposed === null) {
      if (!rule.always) continue
    } else if (!rule.always && transition.proposed.type !== intended) continue
    const runBefore = transition.run
    let effects: Effects<Columns> | undefined
    if (rule.before && transition.proposed !== null) {
      const outcome = rule.before(transition as Proposal<Facts, Run>)
      if (outcome) {
        effects = outcome
        transition = {
          ...transition,
          proposed: outcome.proposed === undefined ? transition.proposed : outcome.proposed,
          verdict: outcome.verdict ?? transition.verdict,
          run: withColumns(transition.run, outcome.columns),
        }
      }
    }
    if (effects || rule.after) {
      asked.push({ rule, left: transition.proposed?.type ?? null, effects, runBefore })
    }
  }

  if (transition.proposed !== null) {
    transition = { ...transition, run: settle(transition as Proposal<Facts, Run>) }
  }
  return conclude(intended, asked, transition)
}

function conclude<Facts, Run extends object, Columns extends object>(
  intended: StateTypeOrNone,
  asked: readonly Asked<Facts, Run, Columns>[],
  settled: Transition<Facts, Run>,
): Ruling<Facts, Run, Columns> {
  const final = settled.proposed?.type ?? null
  const before: SlotEffect[] = []
  const after: SlotEffect[] = []
  let transition = settled
  let extras: Pick<Effects<Columns>, 'failedTaskRuns' | 'cache' | 'enqueue'> = {}

  for (let index = asked.length - 1; index >= 0; index -= 1) {
    const { rule, left, effects, runBefore } = asked[index] as Asked<Facts, Run, Columns>
    const overruled = !rule.always && left !== final
    if (effects && overruled) {
      transition = { ...transition, run: restored(transition.run, runBefore, effects.columns) }
    }
    if (effects?.slots) before.unshift(...(overruled ? effects.slots.filter(isRenewal) : effects.slots))
    if (effects && !overruled) extras = { ...extras, ...extrasOf(effects) }

    const concludes = rule.always ? final !== null : !overruled && (left === intended || rule.to.has(left))
    const wanted = concludes ? rule.after?.(transition) : undefined
    if (!wanted) continue
    if (wanted.columns) transition = { ...transition, run: withColumns(transition.run, wanted.columns) }
    if (wanted.slots) after.push(...wanted.slots)
    extras = { ...extras, ...extrasOf(wanted) }
  }
  const slots = before.length + after.length === 0 ? NO_SLOTS : [...before, ...after]
  return { transition, slots, ...extras }
}

const isRenewal = (effect: SlotEffect): boolean => effect.kind === 'renew'

const withColumns = <Run extends object, Columns extends object>(
  run: Run,
  columns: Partial<Columns> | undefined,
): Run => (columns ? { ...run, ...columns } : run)

/** The run with the columns that an overruled rule had changed as they were before it. */
function restored<Run extends object>(run: Run, before: Run, columns: object | undefined): Run {
  if (!columns) return run
  const kept = Object.keys(columns).map((column) => [column, before[column as keyof Run]])
  return { ...run, ...Object.fromEntries(kept) }
}

function extrasOf<Columns>({ failedTaskRuns, cache, enqueue }: Effects<Columns>): Partial<Effects<Columns>> {
  return { ...(failedTaskRuns && { failedTaskRuns }), ...(cache && { cache }), ...(enqueue && { enqueue }) }
}
