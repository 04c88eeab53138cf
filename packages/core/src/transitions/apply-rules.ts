import type { SlotEffect } from './facts.ts'
import type { Effects, Outcome, Proposal, Rule, StateTypeOrNone, Transition } from './rule.ts'

/** What a transition entails besides its state and columns. */
type Consequences<Columns> = Pick<Effects<Columns>, 'failedTaskRuns' | 'cache' | 'enqueue'>

/** What all rules together came to. */
export interface Ruling<Facts, Run, Columns> extends Consequences<Columns> {
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

/**
 * Asks the rules of one pair of types about a proposal, in order, then the bookkeeping (`settle`), then what
 * each rule wants done after the fact, from the last to the first. A rule whose pair no longer matches what earlier
 * rules made of the proposal is not asked; one whose answer was overruled has its effects forgotten. [A31, A33]
 */
export function applyRules<Facts, Run extends object, Columns extends object>(
  rules: readonly Rule<Facts, Run, Columns>[],
  start: Proposal<Facts, Run>,
  settle: (proposal: Proposal<Facts, Run>) => Run,
): Ruling<Facts, Run, Columns> {
  const intended = start.proposed.type
  const asked: Asked<Facts, Run, Columns>[] = []
  let transition: Transition<Facts, Run> = start
  for (const rule of rules) {
    if (!isProposal(transition)) break
    if (!rule.always && transition.proposed.type !== intended) continue
    const outcome = rule.before?.(transition)
    if (!outcome && !rule.after) continue
    const runBefore = transition.run
    if (outcome) transition = answered(transition, outcome)
    asked.push({ rule, left: typeOf(transition), effects: outcome, runBefore })
  }
  if (isProposal(transition)) transition = { ...transition, run: settle(transition) }
  return conclude(asked, transition, intended)
}

const isProposal = <Facts, Run>(transition: Transition<Facts, Run>): transition is Proposal<Facts, Run> =>
  transition.proposed !== null

const typeOf = ({ proposed }: Transition<unknown, unknown>): StateTypeOrNone => proposed?.type ?? null

const answered = <Facts, Run extends object, Columns>(
  transition: Proposal<Facts, Run>,
  { proposed, verdict, columns }: Outcome<Columns>,
): Transition<Facts, Run> => ({
  ...transition,
  proposed: proposed === undefined ? transition.proposed : proposed,
  verdict: verdict ?? transition.verdict,
  run: withColumns(transition.run, columns),
})

const NO_SLOTS: readonly SlotEffect[] = []

function conclude<Facts, Run extends object, Columns extends object>(
  asked: readonly Asked<Facts, Run, Columns>[],
  settled: Transition<Facts, Run>,
  intended: StateTypeOrNone,
): Ruling<Facts, Run, Columns> {
  const final = typeOf(settled)
  const slots: SlotEffect[] = []
  const slotsAfter: SlotEffect[] = []
  let { run } = settled
  let consequences: Consequences<Columns> = {}
  for (const { rule, left, effects, runBefore } of asked.toReversed()) {
    const overruled = !rule.always && left !== final
    if (effects?.slots) slots.unshift(...(overruled ? effects.slots.filter(isRenewal) : effects.slots))
    if (overruled) {
      run = restored(run, runBefore, effects?.columns)
      continue
    }
    if (effects) consequences = { ...consequences, ...consequencesOf(effects) }
    const concludes = rule.always ? final !== null : left === intended || rule.to.has(left)
    const wanted = concludes ? rule.after?.({ ...settled, run }) : undefined
    if (!wanted) continue
    run = withColumns(run, wanted.columns)
    if (wanted.slots) slotsAfter.push(...wanted.slots)
    consequences = { ...consequences, ...consequencesOf(wanted) }
  }
  const all = slots.length + slotsAfter.length === 0 ? NO_SLOTS : [...slots, ...slotsAfter]
  return { transition: { ...settled, run }, slots: all, ...consequences }
}

/** The run still holds what it renewed, whatever became of its proposal. */
const isRenewal = (effect: SlotEffect): boolean => effect.kind === 'renew'

const withColumns = <Run extends object>(run: Run, columns: object | undefined): Run =>
  columns ? { ...run, ...columns } : run

/** The run with the columns that an overruled rule had changed as they were before it. */
function restored<Run extends object>(run: Run, before: Run, columns: object | undefined): Run {
  if (!columns) return run
  const kept = Object.keys(columns).map((column) => [column, before[column as keyof Run]])
  return { ...run, ...Object.fromEntries(kept) }
}

const consequencesOf = <Columns>({
  failedTaskRuns,
  cache,
  enqueue,
}: Effects<Columns>): Consequences<Columns> => ({
  ...(failedTaskRuns && { failedTaskRuns }),
  ...(cache && { cache }),
  ...(enqueue && { enqueue }),
})
