import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { referencePython } from '../framework/reference-python.ts'
import { CONTEXT, TEMPLATES } from './cases.ts'
import { type Answer, writeRecorded } from './recorded.ts'

/** Records what the reference makes of the templates: `node scripts/node.mjs conformance/templates/record.ts`. */
const program = fileURLToPath(new URL('reference.py', import.meta.url))
const input = JSON.stringify({ context: CONTEXT, templates: TEMPLATES })
const answers = JSON.parse(
  execFileSync(referencePython(), [program], { input, encoding: 'utf8' }),
) as Answer[]
writeRecorded(Object.fromEntries(TEMPLATES.map((template, index) => [template, answers[index] as Answer])))
console.log(`${answers.length} templates recorded`)
