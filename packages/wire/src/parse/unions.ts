import { isPlainObject } from './objects.ts'
import { FAILED, Fit, type Reader, type Run } from './reader.ts'

/** One member of a union and the name under which errors mention it. */
export interface Member {
  readonly label: string
  readonly read: Reader
  /** The field that alone tells this member from the others, and its value here. */
  readonly discriminator?: { readonly name: string; readonly value: string }
}

interface Success {
  readonly value: unknown
  readonly fit: Fit
  readonly fieldsSet: number | null
}

/**
 * Reads what one of several readers accepts. The first exact fit wins; else the member with the most fields sent,
 * then the closest fit, then the first. If none accepts, the errors of all are reported, each under its label.
 */
export function unionReader(members: readonly Member[]): Reader {
  return (input, run) => {
    const { fit, fieldsSet, failures } = run
    const best = bestOf(members, input, run)
    run.fit = fit
    run.fieldsSet = fieldsSet
    if (!best) return FAILED
    run.forget(failures)
    if (best.fit < fit) run.fit = best.fit
    if (best.fieldsSet !== null) run.countFields(best.fieldsSet)
    return best.value
  }
}

function bestOf(members: readonly Member[], input: unknown, run: Run): Success | undefined {
  // Reading the member that the input names first saves reading nested members once for each of the others.
  const named = namedBy(input, members)
  const start = run.failures
  const success = named && attempt(named, input, run)
  if (success) return success
  const withheld = run.takeOut(start)
  let best: Success | undefined
  for (const member of members) {
    const success = member === named ? run.restore(withheld) : attempt(member, input, run)
    if (success && isBetter(success, best)) best = success
    if (success && success.fit === Fit.exact && success.fieldsSet === null) break
  }
  return best
}

const namedBy = (input: unknown, members: readonly Member[]) =>
  isPlainObject(input)
    ? members.find(({ discriminator: by }) => by !== undefined && input[by.name] === by.value)
    : undefined

function attempt({ label, read }: Member, input: unknown, run: Run): Success | undefined {
  const before = run.failures
  run.fit = Fit.exact
  run.fieldsSet = null
  const value = read(input, run)
  if (value !== FAILED) return { value, fit: run.fit, fieldsSet: run.fieldsSet }
  run.locate(before, label)
  return undefined
}

function isBetter(challenger: Success, best: Success | undefined): boolean {
  if (!best) return true
  const [challengerFields, bestFields] = [challenger.fieldsSet, best.fieldsSet]
  if (challengerFields !== null && bestFields !== null && challengerFields !== bestFields) {
    return challengerFields > bestFields
  }
  return challenger.fit > best.fit
}
