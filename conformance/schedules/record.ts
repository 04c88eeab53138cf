import { writeFileSync } from 'node:fs'
import { referencePython } from '../framework/reference-python.ts'
import { casesOf } from './cases.ts'
import { file, SHORT } from './recorded.ts'
import { startReferenceClasses } from './reference.ts'
import { zoneNames } from './zones.ts'

// Records what the schedule classes of the reference say to the short form of the comparison:
//   node scripts/node.mjs conformance/schedules/record.ts

const zones = zoneNames()
const reference = startReferenceClasses(referencePython(), zones)
const lines: string[] = []
for (const zone of zones) {
  const answers = (await reference.ask(casesOf(zone, SHORT))).map(({ theirs }) => theirs)
  lines.push(`${JSON.stringify(zone)}: ${JSON.stringify(answers)}`)
}
reference.stop()
writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
