import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { crash } from './crash.ts'

/* npm run crash -- --kills 1000 [--database FILE_OR_URL] [--port N] */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    database: { type: 'string', default: join(mkdtempSync(join(tmpdir(), 'reeve-crash-')), 'crash.db') },
    port: { type: 'string', default: '4299' },
  },
})

const report = await crash({
  kills: Number(values.kills),
  database: values.database,
  port: Number(values.port),
  onKill: (kill, confirmed) => process.stdout.write(`\rkill ${kill}: ${confirmed} events confirmed so far`),
})
const { states, logs, events } = report.confirmed
process.stdout.write(`\n${values.kills} kills; confirmed ${states} states, ${logs} logs, ${events} events.\n`)
for (const fault of report.faults) process.stdout.write(`${fault}\n`)
process.stdout.write(report.faults.length === 0 ? 'Nothing was lost.\n' : `${report.faults.length} faults.\n`)
process.exitCode = report.faults.length === 0 ? 0 : 1
