import { parseArgs } from 'node:util'
import { referencePython } from '../framework/reference-python.ts'
import { answerOf } from './answers.ts'
import { casesOf } from './cases.ts'
import { compareAnswers, type Verdict } from './differences.ts'
import { startReferenceClasses } from './reference.ts'
import { zoneNames } from './zones.ts'

/**
 * Asks Reeve and the schedule classes of the reference the same, around every change of every zone from 2020 to
 * 2040: `npm run conformance:schedules -- [--cases 6] [--seed 1] [--zones Europe]`.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    zones: { type: 'string', default: '' },
  },
})

/** So many examples are printed. */
const EXAMPLES = 40

const zones = zoneNames().filter((name) => name.includes(values.zones))
const extent = { seed: Number(values.seed), cases: Number(values.cases) }
const reference = startReferenceClasses(referencePython(), zones)
const verdicts = new Map<Verdict, number>()
let [asked, times] = [0, 0]
for (const zone of zones) {
  for (const { asking, theirs } of await reference.ask(casesOf(zone, extent))) {
    const ours = answerOf(asking)
    asked++
    if ('times' in ours) times += ours.times.length
    const verdict = compareAnswers(asking, theirs, ours)
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
    if (verdict !== 'different' || (verdicts.get(verdict) ?? 0) > EXAMPLES) continue
    console.log(JSON.stringify(asking))
    console.log(`  reference ${JSON.stringify(theirs)}\n  reeve     ${JSON.stringify(ours)}`)
  }
}
reference.stop()
console.log(`${zones.length} zones, ${asked} timetables, ${times} times`, Object.fromEntries(verdicts))
process.exitCode = verdicts.has('different') ? 1 : 0
