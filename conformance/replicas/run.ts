import { parseArgs } from 'node:util'
import { createDatabase, stopPostgresql } from '../framework/postgresql.ts'
import { simulateSchedulers } from './schedulers.ts'

/**
 * Lets servers schedule at once on one PostgreSQL for a simulated day, across a change of clocks, and holds their runs
 * against the timetables: `npm run conformance:replicas -- [--servers 8] [--deployments 2000] [--hours 24]`.
 */
const { values } = parseArgs({
  options: {
    servers: { type: 'string', default: '8' },
    deployments: { type: 'string', default: '2000' },
    hours: { type: 'string', default: '24' },
    'step-seconds': { type: 'string', default: '60' },
  },
})

const database = await createDatabase()
const started = performance.now()
try {
  const report = await simulateSchedulers({
    url: database.url,
    servers: Number(values.servers),
    deployments: Number(values.deployments),
    hours: Number(values.hours),
    stepSeconds: Number(values['step-seconds']),
    onHour: (hour) => console.log(`hour ${hour}: ${Math.round((performance.now() - started) / 1000)} s`),
  })
  console.log(report)
  const { duplicates, gaps, strangers, deadlocks, logged } = report
  process.exitCode = duplicates + gaps + strangers + deadlocks + logged.length === 0 ? 0 : 1
} finally {
  await database.drop()
  await stopPostgresql()
}
